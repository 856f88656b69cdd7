package talkspurt.control;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import talkspurt.call.Barged;
import talkspurt.call.CallEvent;
import talkspurt.call.CallRequest;
import talkspurt.call.CallState;
import talkspurt.call.ChannelCommand;
import talkspurt.call.CommandOutcome;
import talkspurt.call.Ended;
import talkspurt.call.Expected;
import talkspurt.call.Greeting;
import talkspurt.call.Instruction;
import talkspurt.call.Listening;
import talkspurt.call.NextStep;
import talkspurt.call.Speaking;
import talkspurt.call.Transferring;
import talkspurt.call.TurnInput;
import talkspurt.call.Unknown;
import talkspurt.text.OutsideText;

/**
 * The names by which the vocabulary of calls is known to journals and to other nodes.
 *
 * <p>A name is kept for ever, whatever becomes of its class. Configured as a Jackson module, since
 * {@code talkspurt.call} knows no Jackson.
 */
final class CallJson extends SimpleModule {

  private static final long serialVersionUID = 1L;

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "@type")
  private interface Named {}

  CallJson() {
    super("talkspurt-call");
    addSerializer(String.class, new WellFormedText());
    addKeySerializer(String.class, new WellFormedName());
    events();
    states();
    requests();
    facts();
    instructions();
    vocabulary(TurnInput.class)
        .name(TurnInput.Words.class, "words")
        .name(TurnInput.Keys.class, "keys")
        .name(TurnInput.Silence.class, "silence")
        .name(TurnInput.TransferFailed.class, "transfer-failed")
        .name(TurnInput.HandedOff.class, "handed-off")
        .name(TurnInput.TimeUp.class, "time-up")
        .name(TurnInput.Unprompted.class, "unprompted");
    vocabulary(NextStep.class)
        .name(NextStep.Reconnect.class, "reconnect")
        .name(NextStep.Transfer.class, "transfer")
        .name(NextStep.Lost.class, "lost")
        .name(NextStep.Busy.class, "busy")
        .name(NextStep.HangUp.class, "hang-up");
    vocabulary(ChannelCommand.class)
        .name(ChannelCommand.SendDigits.class, "send-digits")
        .name(ChannelCommand.Mute.class, "mute")
        .name(ChannelCommand.Unmute.class, "unmute")
        .name(ChannelCommand.Monitor.class, "monitor")
        .name(ChannelCommand.Join.class, "join");
    vocabulary(CommandOutcome.class)
        .name(CommandOutcome.Done.class, "done")
        .name(CommandOutcome.Refused.class, "refused")
        .name(CommandOutcome.Unreachable.class, "unreachable")
        .name(CommandOutcome.Unanswered.class, "unanswered");
  }

  /** The last fence: whatever text got this far, its row can be written. */
  private static final class WellFormedText extends StdScalarSerializer<String> {

    private static final long serialVersionUID = 1L;

    WellFormedText() {
      super(String.class);
    }

    @Override
    public void serialize(String text, JsonGenerator out, SerializerProvider any)
        throws IOException {
      out.writeString(OutsideText.repaired(text));
    }
  }

  /** The same for names of fields that are not ours. */
  private static final class WellFormedName extends StdScalarSerializer<String> {

    private static final long serialVersionUID = 1L;

    WellFormedName() {
      super(String.class);
    }

    @Override
    public void serialize(String name, JsonGenerator out, SerializerProvider any)
        throws IOException {
      out.writeFieldName(OutsideText.repaired(name));
    }
  }

  private void events() {
    vocabulary(CallEvent.class)
        .name(CallEvent.CallRegistered.class, "call-registered")
        .name(CallEvent.LineAttached.class, "line-attached")
        .name(CallEvent.LineLost.class, "line-lost")
        .name(CallEvent.LineFaultFound.class, "line-fault-found")
        .name(CallEvent.LineFaultCleared.class, "line-fault-cleared")
        .name(CallEvent.ReplyFailed.class, "reply-failed")
        .name(CallEvent.VoiceFailed.class, "voice-failed")
        .name(CallEvent.TranscriberFailed.class, "transcriber-failed")
        .name(CallEvent.ToolFailed.class, "tool-failed")
        .name(CallEvent.BotFailed.class, "bot-failed")
        .name(CallEvent.SegmentPlayed.class, "segment-played")
        .name(CallEvent.SpeechCut.class, "speech-cut")
        .name(CallEvent.GreetingPlayed.class, "greeting-played")
        .name(CallEvent.CallerSaid.class, "caller-said")
        .name(CallEvent.DigitsCollected.class, "digits-collected")
        .name(CallEvent.CallerKeptSilent.class, "caller-kept-silent")
        .name(CallEvent.CallerTranscribed.class, "caller-transcribed")
        .name(CallEvent.SessionChanged.class, "session-changed")
        .name(CallEvent.BotBegan.class, "bot-began")
        .name(CallEvent.CallerInterrupted.class, "caller-interrupted")
        .name(CallEvent.FloorYielded.class, "floor-yielded")
        .name(CallEvent.FloorKept.class, "floor-kept")
        .name(CallEvent.ToolRequested.class, "tool-requested")
        .name(CallEvent.ToolReturned.class, "tool-returned")
        .name(CallEvent.ReplyPlayed.class, "reply-played")
        .name(CallEvent.SentenceWithheld.class, "sentence-withheld")
        .name(CallEvent.HandedOff.class, "handed-off")
        .name(CallEvent.ConsentGiven.class, "consent-given")
        .name(CallEvent.ConsentRefused.class, "consent-refused")
        .name(CallEvent.OptedOut.class, "opted-out")
        .name(CallEvent.TransferRequested.class, "transfer-requested")
        .name(CallEvent.TransferConfirmed.class, "transfer-confirmed")
        .name(CallEvent.ConsultationBegan.class, "consultation-began")
        .name(CallEvent.TransferFailed.class, "transfer-failed")
        .name(CallEvent.WrapUpBegan.class, "wrap-up-began")
        .name(CallEvent.LongestReached.class, "longest-reached")
        .name(CallEvent.GoodbyeBegan.class, "goodbye-began")
        .name(CallEvent.CallEnded.class, "call-ended")
        .name(CallEvent.CostSettled.class, "cost-settled");
  }

  private void states() {
    vocabulary(CallState.class)
        .name(Unknown.class, "absent")
        .name(Expected.class, "expected")
        .name(Greeting.class, "greeting")
        .name(Listening.class, "listening")
        .name(Speaking.class, "speaking")
        .name(Barged.class, "barged")
        .name(Transferring.class, "transferring")
        .name(Ended.class, "ended");
  }

  private void requests() {
    vocabulary(CallRequest.class)
        .name(CallRequest.Register.class, "register")
        .name(CallRequest.AttachLine.class, "attach-line")
        .name(CallRequest.KeepLine.class, "keep-line")
        .name(CallRequest.ProveLine.class, "prove-line")
        .name(CallRequest.LoseLine.class, "lose-line")
        .name(CallRequest.End.class, "end")
        .name(CallRequest.CheckTime.class, "check-time")
        .name(CallRequest.SendTo.class, "send-to")
        .name(CallRequest.ConfirmTransfer.class, "confirm-transfer")
        .name(CallRequest.BeginConsultation.class, "begin-consultation")
        .name(CallRequest.FailTransfer.class, "fail-transfer")
        .name(CallRequest.ChangeSession.class, "change-session")
        .name(CallRequest.Intervene.class, "intervene")
        .name(CallRequest.OrderCommand.class, "order-command")
        .name(CallRequest.TellCommand.class, "tell-command")
        .name(CallRequest.ReturnTool.class, "return-tool")
        .name(CallRequest.Report.class, "report");
  }

  private void facts() {
    vocabulary(CallRequest.Fact.class)
        .name(CallRequest.Fact.FaultFound.class, "fault-found")
        .name(CallRequest.Fact.FaultCleared.class, "fault-cleared")
        .name(CallRequest.Fact.Failed.class, "failed")
        .name(CallRequest.Fact.SegmentPlayed.class, "segment-played")
        .name(CallRequest.Fact.SpeechCut.class, "speech-cut")
        .name(CallRequest.Fact.SpeechPlayed.class, "speech-played")
        .name(CallRequest.Fact.TurnTaken.class, "turn-taken")
        .name(CallRequest.Fact.CallerTranscribed.class, "caller-transcribed")
        .name(CallRequest.Fact.Interrupted.class, "interrupted")
        .name(CallRequest.Fact.Yielded.class, "yielded")
        .name(CallRequest.Fact.Resumed.class, "kept")
        .name(CallRequest.Fact.SentenceWithheld.class, "sentence-withheld")
        .name(CallRequest.Fact.ConsentTold.class, "consent-told")
        .name(CallRequest.Fact.OptOutTold.class, "opt-out-told")
        .name(CallRequest.Fact.ToolWanted.class, "tool-wanted")
        .name(CallRequest.Fact.ToolBegins.class, "tool-begins");
  }

  private void instructions() {
    vocabulary(Instruction.class)
        .name(Instruction.Await.class, "await")
        .name(Instruction.LetGo.class, "let-go")
        .name(Instruction.Prove.class, "prove")
        .name(Instruction.Greet.class, "greet")
        .name(Instruction.Listen.class, "listen")
        .name(Instruction.Answer.class, "answer")
        .name(Instruction.Judge.class, "judge")
        .name(Instruction.HandOver.class, "hand-over")
        .name(Instruction.HangUp.class, "hang-up");
  }

  private CallJson vocabulary(Class<?> sealed) {
    setMixInAnnotation(sealed, Named.class);
    return this;
  }

  private CallJson name(Class<?> type, String name) {
    registerSubtypes(new NamedType(type, name));
    return this;
  }
}
