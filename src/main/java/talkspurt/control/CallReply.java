package talkspurt.control;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import talkspurt.call.Refusal;

/** The answer to every {@link CallCommand} that comes from outside. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
@JsonSubTypes({
  @JsonSubTypes.Type(value = CallReply.Done.class, name = "done"),
  @JsonSubTypes.Type(value = CallReply.Refused.class, name = "refused")
})
public sealed interface CallReply extends CborSerializable {

  /**
   * Granted (now or before), and in the journal.
   *
   * @param known whether there was such a call before it was asked
   */
  record Done(CallSummary call, boolean known) implements CallReply {}

  /** Not granted. */
  record Refused(Refusal why) implements CallReply {}
}
