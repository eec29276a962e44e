"""Codes into sentences. Every ``Refused`` code of the house has one here, said to the person who is refused: what
happened, and how to go on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from forum.domain.refusals import Refused
from forum.web.sentences.decisions import DECISIONS
from forum.web.sentences.files import FILES
from forum.web.sentences.notes import NOTES
from forum.web.sentences.publications import PUBLICATIONS
from forum.web.sentences.publishing import PUBLISHING
from forum.web.sentences.rules import RULES
from forum.web.sentences.sanctions import SANCTIONS
from forum.web.sentences.taxonomy import TAXONOMY
from forum.web.sentences.writing import WRITING

Say = Callable[[dict[str, Any]], str]

SENTENCES: dict[str, Say] = {
    **SANCTIONS,
    **NOTES,
    **PUBLISHING,
    **PUBLICATIONS,
    **RULES,
    **DECISIONS,
    **WRITING,
    **FILES,
    **TAXONOMY,
    "body_empty": lambda f: _("Please write something first."),
    "body_too_long": lambda f: _(
        "A comment has room for %(limit)s characters; yours has %(length)s. Please shorten it, or send it in parts.",
        **f,
    ),
    "body_too_many_tags": lambda f: _(
        "This text contains too many “<” signs (%(limit)s at most). Please take some out.", **f
    ),
    "body_too_much_output": lambda f: _("This text is too complicated to show. Please make it simpler."),
    "body_not_text": lambda f: _("This text contains characters that are not text. Please remove them."),
    "name_empty": lambda f: _("Please give a name. A made-up one is fine."),
    "name_too_long": lambda f: _("A name has room for %(limit)s characters; yours has %(length)s.", **f),
    "name_not_text": lambda f: _("This name contains characters that are not text."),
    "name_of_staff": lambda f: _(
        "This name looks like that of somebody who works here. Please choose another one."
    ),
    "comments_closed": lambda f: _(
        "Comments on this post are closed. Your text is kept below, for you to copy."
    ),
    "post_not_public": lambda f: _(
        "This post cannot be read at the moment, so nothing is sent to it. "
        "Your text is kept below, for you to copy."
    ),
    "reply_target_gone": lambda f: _(
        "The comment that you answered is no longer here. You can send your text as a comment of its own."
    ),
    "thread_too_deep": lambda f: _(
        "This thread is too deep for another reply. You can send your text as a comment of its own."
    ),
    "refused_by_rule": lambda f: _(
        "This comment cannot be accepted as it is written: one of the site's rules refuses it. "
        "Your text is kept, so that you can change it."
    ),
    "comment_withdrawn": lambda f: _("Its writer took this comment back. Nothing can be decided about it."),
    "trashed_edit": lambda f: _("This comment was not published, and cannot be sent again."),
    "resubmitted_unchanged": lambda f: _(
        "This is the text that was not published. Please change it first, then send it again."
    ),
    "resubmitted_too_often": lambda f: ngettext(
        "A rejected comment can be sent again once. You have done that already.",
        "A rejected comment can be sent again %(num)s times. You have done that already.",
        f["limit"],
    ),
    "nothing_to_redact": lambda f: _(
        "No personal data were found in this text, so nothing was taken out and nothing decided."
    ),
    "restore_first": lambda f: _("This comment is in the trash. Restore it first, then decide."),
    "nothing_to_appeal": lambda f: _(
        "You can ask for another decision only about a comment that was not published."
    ),
    "trashed_appeal": lambda f: _("You can no longer ask for another decision about this comment."),
    "appealed_before": lambda f: _("You have asked for another decision about this comment before."),
    "text_empty": lambda f: _("Please say in a sentence why it should be published."),
    "text_too_long": lambda f: _("This has room for %(limit)s characters; yours has %(length)s.", **f),
    "text_not_text": lambda f: _("This text contains characters that are not text. Please remove them."),
    "flag_own": lambda f: _("This is your own comment. You can change it or take it back."),
    "flag_reason_missing": lambda f: _("Please choose what is wrong with the comment."),
    "detail_too_long": lambda f: _("This has room for %(limit)s characters; yours has %(length)s.", **f),
    "detail_not_text": lambda f: _("This text contains characters that are not text. Please remove them."),
    "not_trashed": lambda f: _("This comment is not in the trash, so there is nothing to restore."),
    "sentence_too_long": lambda f: _(
        "A sentence has room for %(limit)s characters; this one has %(length)s.", **f
    ),
    "sentence_not_text": lambda f: _("This sentence contains characters that are not text."),
    "sentence_changed_since": lambda f: _(
        "Somebody else has changed this meanwhile. Nothing was overwritten; theirs and yours are below."
    ),
    "reason_missing": lambda f: _("Please choose a reason: the writer is told why."),
    "note_too_long": lambda f: _("The sentence to the writer has room for %(limit)s characters.", **f),
    "note_not_text": lambda f: _("The sentence to the writer contains characters that are not text."),
    "changed_since": lambda f: _("This comment has changed since you saw it. Nothing was decided."),
    "no_such_decision": lambda f: _("There is no such decision to take back."),
    "no_such_comment": lambda f: _("There is no such comment here."),
    "no_such_post": lambda f: _("There is no such post here."),
    "may_not_moderate": lambda f: _("You may not moderate comments on this post."),
    "not_allowed": lambda f: _("Your account does not allow this."),
    "no_such_code": lambda f: _(
        "No comments belong to this code. Please check each letter; dashes and capitals do not matter."
    ),
    "no_such_choice": lambda f: _("Please choose what to do with this comment."),
    "no_such_reason": lambda f: _("Please choose one of the reasons."),
    "nothing_selected": lambda f: _("Please select at least one comment first."),
    "too_many_selected": lambda f: _("Please select %(limit)s comments at most at once.", **f),
    "title_empty": lambda f: _("Please give the post a title."),
    "title_too_long": lambda f: _("A title has room for %(limit)s characters; this one has %(length)s.", **f),
    "title_not_text": lambda f: _("This title contains characters that are not text."),
    "excerpt_too_long": lambda f: _(
        "An excerpt has room for %(limit)s characters; this one has %(length)s.", **f
    ),
    "excerpt_not_text": lambda f: _("This excerpt contains characters that are not text."),
    "discussion_prompt_too_long": lambda f: _(
        "A discussion prompt has room for %(limit)s characters; this one has %(length)s.", **f
    ),
    "discussion_prompt_not_text": lambda f: _(
        "This discussion prompt contains characters that are not text."
    ),
    "source_name_too_long": lambda f: _("The source's name has room for %(limit)s characters.", **f),
    "source_name_not_text": lambda f: _("The source's name contains characters that are not text."),
    "source_address_too_long": lambda f: _("The source's address has room for %(limit)s characters.", **f),
    "source_address_not_text": lambda f: _("The source's address contains characters that are not text."),
    "source_permission_too_long": lambda f: _("The permission has room for %(limit)s characters.", **f),
    "source_permission_not_text": lambda f: _("The permission contains characters that are not text."),
    "source_address_not_web": lambda f: _("The source's address must begin with https:// or http://."),
    "source_name_missing": lambda f: _("Please name the source that this address belongs to."),
    "source_date_not_a_day": lambda f: _("Please give the day as year, month and day: 2017-03-14."),
    "close_after_days_not_a_number": lambda f: _("Please give the days as a number, or leave it empty."),
    "close_after_days_out_of_bounds": lambda f: _(
        "Comments can close between %(low)s and %(high)s days after publication.", **f
    ),
    "published_at_not_a_time": lambda f: _("Please give date and time like this: 2017-03-14T10:00."),
    "language_unknown": lambda f: _("Please choose one of the languages."),
    "comments_mode_unknown": lambda f: _("Please choose one of the ways to take comments."),
    "slug_too_long": lambda f: _(
        "An address has room for %(limit)s characters; this one has %(length)s.", **f
    ),
    "slug_not_text": lambda f: _("This address contains characters that are not text."),
    "announces_nothing": lambda f: _(
        "There is no post at this address that could be announced. Please give an address such as /posts/our-post."
    ),
    "announces_itself": lambda f: _("A post cannot announce itself."),
    "byline_name_too_long": lambda f: _("A name in a by-line has room for %(limit)s characters.", **f),
    "byline_name_not_text": lambda f: _("A name in a by-line contains characters that are not text."),
    "byline_title_too_long": lambda f: _("A title in a by-line has room for %(limit)s characters.", **f),
    "byline_title_not_text": lambda f: _("A title in a by-line contains characters that are not text."),
    "byline_organisation_too_long": lambda f: _(
        "An organisation in a by-line has room for %(limit)s characters.", **f
    ),
    "byline_organisation_not_text": lambda f: _(
        "An organisation in a by-line contains characters that are not text."
    ),
    "too_many_bylines": lambda f: _("A post takes %(limit)s by-lines at most.", **f),
    "tags_too_long": lambda f: _("A tag has room for %(limit)s characters.", **f),
    "tags_not_text": lambda f: _("A tag contains characters that are not text."),
    "tags_without_letters": lambda f: _("A tag needs at least one letter or number."),
    "no_such_intent": lambda f: _("Please choose what to do with this post."),
    "post_body_empty": lambda f: _("Please write the post before you publish it."),
    "post_body_too_long": lambda f: _(
        "A post has room for %(limit)s characters; this one has %(length)s.", **f
    ),
    "post_body_too_many_tags": lambda f: _("This post contains too many “<” signs (%(limit)s at most).", **f),
    "post_body_too_much_output": lambda f: _("This post is too complicated to show. Please make it simpler."),
    "post_body_not_text": lambda f: _("This post contains characters that are not text."),
    "post_changed_since": lambda f: _(
        "Somebody saved this post after you opened it. Nothing was overwritten; your text is below."
    ),
    "post_move": lambda f: _("This post cannot do that from the state it is in."),
    "no_moderator": lambda f: _("Only a moderator looks after categories."),
    "no_such_category": lambda f: _("There is no such category any more."),
    "no_such_person": lambda f: _("There is no such person for the by-line any more."),
    "too_many_tags": lambda f: _("A post takes %(limit)s tags at most.", **f),
    "setting_changed_since": lambda f: _(
        "Somebody else has changed this meanwhile. Nothing was overwritten; theirs stands beside yours."
    ),
    "bad_setting": lambda f: bad_setting(f),
    "email_not_valid": lambda f: _("This is not an e-mail address. One looks like name@example.org."),
    "author_email_not_valid": lambda f: _(
        "This is not an e-mail address. One looks like name@example.org. You can also leave it empty."
    ),
    "author_email_missing": lambda f: _(
        "To write to you when somebody answers, we need an address. Please give one, or take the mark away."
    ),
    "no_such_notice": lambda f: _(
        "This link does nothing any more. It works for seven days, and no longer than the comment and the letters "
        "that it is about."
    ),
    "email_taken": lambda f: _("There is an account with this address already."),
    "password_too_short": lambda f: _(
        "A password needs at least %(limit)s characters; this one has %(length)s.", **f
    ),
    "password_too_long": lambda f: _(
        "A password has room for %(limit)s characters; this one has %(length)s.", **f
    ),
    "password_common": lambda f: _(
        "This password is made of what is guessed first: well-known words, rows of keys, years. "
        "Please choose another one; a few unrelated words are good."
    ),
    "password_personal": lambda f: _(
        "This password is made of your name, your address or the site's name. Please choose another one."
    ),
    "address_unconfirmed": lambda f: _(
        "Your address is not confirmed yet. Please open the link in the letter that we sent to you; "
        "under “I cannot sign in” you can have it sent again."
    ),
    "account_closed": lambda f: _("This account has been closed by the people who run the site."),
    "account_changed": lambda f: _(
        "This account was changed elsewhere in the same moment, so nothing was done. Please try again."
    ),
    "last_administrator": lambda f: _(
        "This is the only administrator left. Make somebody else an administrator first."
    ),
    "link_gone": lambda f: _("This link has been used, or it is too old."),
    "no_such_account": lambda f: _("There is no such account."),
    "activity_unclear": lambda f: _("Please say whether the account shall be open or closed."),
    "no_such_role": lambda f: _("There is no such role."),
    "foreign_origin": lambda f: _("This form was sent from another site, so nothing was done."),
    "form_expired": lambda f: _(
        "This form was open for a long time and has expired. Nothing is lost: please send it again."
    ),
    "database_busy": lambda f: _("The site is very busy just now and nothing was saved. Please try again."),
    "database_away": lambda f: _("The site cannot save or read just now. Please try again in a moment."),
    "search_without_words": lambda f: _("Please type a letter or a digit: signs alone are not looked for."),
    "search_too_long": lambda f: _(
        "That is too long to look for: %(limit)s characters at most. A few words find more.", **f
    ),
    "search_too_many_words": lambda f: _(
        "Please look for %(limit)s words at most. Words between “quotation marks” count as one.", **f
    ),
    "search_begins_too_much": lambda f: _(
        "Too many words begin with that. Please write %(least)s letters or more before a *.", **f
    ),
    "search_kind_unknown": lambda f: _("Please choose posts, publications or comments."),
    "year_not_a_year": lambda f: _("Please give a year in four digits, like 2026."),
    "too_fast": lambda f: _(
        "That was a lot in a short time. Please wait %(minutes)s and send it again.",
        minutes=minutes(f["retry_after"]),
    ),
    "http_400": lambda f: _("Your browser sent something that we could not read."),
    "http_401": lambda f: _("This needs an account. Sign in, then try again."),
    "http_403": lambda f: _("Your account does not allow this."),
    "http_404": lambda f: _("There is no page at this address. It may have moved, or never been here."),
    "http_405": lambda f: _("This address does not take that kind of request."),
    "http_410": lambda f: _("What was here has been taken down."),
    "http_413": lambda f: _("What you sent is larger than this page accepts."),
    "http_415": lambda f: _("This address does not take that kind of data."),
    "http_416": lambda f: _("This file has no such part."),
    "http_429": lambda f: _("That was a lot in a short time. Please wait a little and try again."),
    "http_500": lambda f: _("This is our mistake, not yours. We have noted it. Please try again."),
}


def bad_setting(facts: dict[str, Any]) -> str:
    """What is wrong with a site setting."""
    problems = {
        "out_of_bounds": lambda: _(
            "Please enter a whole number from %(low)s to %(high)s.",
            low=facts.get("low"),
            high=facts.get("high"),
        ),
        "not_a_choice": lambda: _("Please choose one of the possibilities."),
        "not_a_list": lambda: _("Please enter domains with spaces between them."),
        "not_a_text": lambda: _("This has room for %(high)s characters.", high=facts.get("high")),
        "no_such_zone": lambda: _("There is no time zone of this name. One is Asia/Bangkok."),
        "not_https": lambda: _("Please enter an address that begins with https://."),
        "unknown": lambda: _("There is no such setting."),
    }
    return str(problems[facts["problem"]]())


def minutes(seconds: int) -> str:
    """A waiting time in words, rounded up."""
    count = -(-seconds // 60)
    return str(ngettext("one minute", "%(num)s minutes", count))


def sentence(refused: Refused) -> str:
    """What to say to the person who is refused. A code without a sentence of its own is a mistake of ours and raises
    ``KeyError`` (a guard test looks for each)."""
    return str(SENTENCES[refused.code](refused.facts))
