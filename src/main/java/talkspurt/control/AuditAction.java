package talkspurt.control;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody did with what is kept of calls, or with the engine. Names are kept: none is ever used for another. */
public enum AuditAction {
  /** A call was read, with its transcript. */
  READ_CALL(About.CALL, true),
  /** Somebody looked on at what a caller hears. */
  FOLLOW_CALL(About.CALL, true),
  /** A part of a recording was heard, or downloaded. */
  LISTEN(About.CALL, true),
  /** Something was changed in a call: it was hung up, steered, recorded. It does not wait for the audit. */
  CHANGE_CALL(About.CALL, false),
  /** A call was put on hold, so that nothing of it is deleted. */
  HOLD_CALL(About.CALL, false),
  /** The hold of a call was ended. */
  RELEASE_CALL(About.CALL, false),
  /** All that is kept of a call was deleted. */
  DELETE_CALL(About.CALL, false),
  /** All that is kept of a number was read. */
  EXPORT_SUBJECT(About.NUMBER, false),
  /** All that is kept of a number was deleted. */
  DELETE_SUBJECT(About.NUMBER, false),
  /** What was deleted was looked at. */
  READ_REMOVAL(About.NOBODY, false),
  /** Calls were listed by what was said in them. */
  SEARCH_CALLS(About.NOBODY, false),
  /** All calls of a filter were exported. */
  EXPORT_CALLS(About.NOBODY, false),
  /** Outcomes of calls were exported. */
  EXPORT_OUTCOMES(About.NOBODY, false),
  /** A call to a number, or a campaign of such, was asked for, or changed. */
  MAKE_CALLS(About.NOBODY, false),
  /** A call that the engine makes was read, or those of a campaign were exported. */
  READ_OUTBOUND(About.NOBODY, true),
  /** It was read whether a number is on the do-not-call list. */
  READ_DO_NOT_CALL(About.NUMBER, true),
  /** A number was put on the do-not-call list. */
  ADD_DO_NOT_CALL(About.NUMBER, false),
  /** A number was taken off the do-not-call list. */
  REMOVE_DO_NOT_CALL(About.NUMBER, false),
  /** It was changed whether new calls are taken. */
  SET_ADMISSION(About.NOBODY, false),
  /** Events, which tell numbers of callers, were followed. */
  FOLLOW_EVENTS(About.NOBODY, true),
  /** Events were sent to a webhook again. */
  SEND_EVENTS(About.NOBODY, false),
  /** Profiles were read again. */
  RELOAD_PROFILES(About.NOBODY, false),
  /** The call log was made anew, or what was set aside tried again. */
  REPAIR_CALL_LOG(About.NOBODY, false),
  /** The facts for a support bundle were read. */
  READ_SUPPORT(About.NOBODY, false),
  /** The audit was read. */
  READ_AUDIT(About.NOBODY, false);

  /** Whom an action is about. */
  private enum About {
    CALL,
    NUMBER,
    NOBODY
  }

  private final About about;
  private final boolean repeated;

  AuditAction(About about, boolean repeated) {
    this.about = about;
    this.repeated = repeated;
  }

  /** Its name, as it is kept and told. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The one of this name. */
  public static Optional<AuditAction> of(String label) {
    return Arrays.stream(values()).filter(one -> one.label().equals(label)).findFirst();
  }

  /** Whether it is about one call, by its id. */
  public boolean ofCall() {
    return about == About.CALL;
  }

  /** Whether it is about one number, which is never kept. */
  public boolean ofNumber() {
    return about == About.NUMBER;
  }

  /** Whether it is refused where it cannot be kept; a change of a live call is kept when that can be. */
  public boolean keptFirst() {
    return this != CHANGE_CALL;
  }

  /** Whether pages and players ask for it again and again, so that once a minute is enough. */
  boolean repeated() {
    return repeated;
  }
}
