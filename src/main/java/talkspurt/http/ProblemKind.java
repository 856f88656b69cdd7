package talkspurt.http;

/** The kinds of problem documents. The type of each is promised to clients and never changes. */
enum ProblemKind {
  BAD_REQUEST(400, "bad-request", "The request is malformed"),
  TOKEN_NEEDED(401, "token-needed", "A token is needed"),
  NOT_ALLOWED(403, "not-allowed", "Who asks may not"),
  ORIGIN_NOT_ALLOWED(403, "origin-not-allowed", "This page may not use the API"),
  HOST_NOT_ALLOWED(403, "host-not-allowed", "The settings do not allow to connect there"),
  UNKNOWN_PATH(404, "unknown-path", "There is nothing at this path"),
  METHOD_NOT_ALLOWED(405, "method-not-allowed", "The path does not know this method"),
  SLOW_REQUEST(408, "slow-request", "The request did not arrive in time"),
  TOO_MANY_ATTEMPTS(429, "too-many-attempts", "Too many wrong tokens"),
  HOST_UNKNOWN(421, "host-unknown", "This server does not answer to that host name"),
  TOO_LARGE(413, "too-large", "The request body is too large"),
  NO_SUCH_RANGE(416, "no-such-range", "The requested range is beyond the end of the file"),
  UNSUPPORTED_TYPE(415, "unsupported-type", "The request body is of a type that is not read here"),
  UNKNOWN_CALL(404, "unknown-call", "No such call"),
  UNKNOWN_PROFILE(404, "unknown-profile", "No such profile"),
  UNKNOWN_EXPERIMENT(404, "unknown-experiment", "No such experiment"),
  UNKNOWN_RECORDING(404, "unknown-recording", "No such recording"),
  UNKNOWN_EVENT(404, "unknown-event", "No such event"),
  UNKNOWN_WEBHOOK(404, "unknown-webhook", "No such webhook"),
  UNKNOWN_OUTBOUND_CALL(404, "unknown-outbound-call", "No such outbound call"),
  UNKNOWN_CAMPAIGN(404, "unknown-campaign", "No such campaign"),
  FAULTY_LINES(422, "faulty-lines", "Lines of the body cannot be taken"),
  NOT_ON_THE_LIST(404, "not-on-the-list", "The number is not on the do-not-call list"),
  NO_OUTBOUND_CALLS(409, "no-outbound-calls", "This engine makes no calls"),
  TOO_MANY_OUTBOUND_CALLS(429, "too-many-outbound-calls", "As many calls wait to be made as may"),
  UNKNOWN_REMOVAL(404, "unknown-removal", "No such deletion"),
  NOT_ANNOUNCED(404, "not-announced", "The call was not announced"),
  ALREADY_REGISTERED(409, "already-registered", "The call is registered with other particulars"),
  NOT_YOUR_LINE(409, "not-your-line", "The call is on another line"),
  LINE_IN_USE(409, "line-in-use", "The caller is heard on another line"),
  CALL_ENDED(409, "call-ended", "The call is over"),
  NOT_NOW(409, "not-now", "The call's state does not allow it"),
  UNKNOWN_TOOL(400, "unknown-tool", "No such tool, or wrong arguments"),
  TOOL_HAS_RUN(409, "tool-has-run", "The tool has run"),
  TOOL_FORSAKEN(409, "tool-forsaken", "Whether the tool has run is not known"),
  TOO_MANY_TOOLS(409, "too-many-tools", "Too many tools were used in this call"),
  VOICE_STAYS(409, "voice-stays", "The bot's voice cannot be changed any more"),
  NO_SESSION(409, "no-session", "Nobody in the call can be changed so"),
  NOT_POSSIBLE(409, "not-possible", "Nobody in the call can do that"),
  NO_CHANNEL(409, "no-channel", "No Asterisk that is connected has the call's channel"),
  EXCHANGE_REFUSED(409, "exchange-refused", "Asterisk did not do it"),
  COMMAND_KNOWN(409, "command-known", "The command was asked for before"),
  KEY_IN_USE(422, "key-in-use", "The idempotency key belongs to another request"),
  WEBHOOK_DISABLED(409, "webhook-disabled", "The receiver wants no more events"),
  TOO_MANY_FOLLOWERS(429, "too-many-followers", "As many look on as may"),
  TOO_MANY_WORDS(429, "too-many-words", "The call takes no more words for now"),
  TOO_MANY_COMMANDS(429, "too-many-commands", "The call's channel takes no more commands for now"),
  INTERNAL(500, "internal-error", "We made a mistake"),
  LINE_NOT_OPENED(502, "line-not-opened", "Asterisk did not open the line"),
  RECORDING_UNAVAILABLE(503, "recording-unavailable", "The recording cannot be read for now"),
  UNAVAILABLE(503, "unavailable", "No answer for the moment"),
  EXCHANGE_UNREACHABLE(
      503, "exchange-unreachable", "The connection to Asterisk was lost before it was asked"),
  EXCHANGE_SILENT(504, "exchange-silent", "Asterisk did not answer; it may have done it"),
  BUSY(503, "busy", "As many calls are taken as may be"),
  DRAINING(503, "draining", "The engine is about to stop"),
  PEOPLE(503, "people", "New calls go to people");

  private final int status;
  private final String slug;
  private final String title;

  ProblemKind(int status, String slug, String title) {
    this.status = status;
    this.slug = slug;
    this.title = title;
  }

  int status() {
    return status;
  }

  /** The last part of the type, which stands alone in the text form. */
  String slug() {
    return slug;
  }

  String title() {
    return title;
  }

  /** Whether it tells a dialplan in one word where its caller cannot go now. */
  boolean refusesCalls() {
    return this == BUSY || this == DRAINING || this == PEOPLE;
  }

  /** Whether the same request may well be granted a moment later. */
  boolean passing() {
    return this == UNAVAILABLE || refusesCalls();
  }
}
