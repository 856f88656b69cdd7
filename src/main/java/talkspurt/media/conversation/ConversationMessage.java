package talkspurt.media.conversation;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import talkspurt.call.Failure;
import talkspurt.call.Instruction;
import talkspurt.control.CallReply;
import talkspurt.control.CallStory;
import talkspurt.media.pipeline.LineEnd;
import talkspurt.media.pipeline.LineFinding;
import talkspurt.media.pipeline.TurnOutcome;
import talkspurt.media.playout.PlayoutEvent;
import talkspurt.media.playout.TtsPiece;
import talkspurt.media.profile.Guardrails.Forbidden;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Responder;
import talkspurt.provider.ToolResult;
import talkspurt.provider.Toolbox;
import talkspurt.recording.RecordingNews;
import talkspurt.text.OutsideText;

/** What a {@link Conversation} is told. */
public sealed interface ConversationMessage {

  /** The line said which call it brings. */
  record Announced(UUID callId, String trace) implements ConversationMessage {

    /** In no trace. */
    public Announced(UUID callId) {
      this(callId, "");
    }
  }

  /** What is for the dialogue, whichever it is. */
  sealed interface OfDialogue extends ConversationMessage {}

  /** The caller pressed a key. */
  record KeyPressed(char key) implements OfDialogue {}

  /**
   * The caller typed words instead of speaking them: a turn.
   *
   * @param at when, on the clock of conversations
   */
  record Typed(String words, long at) implements OfDialogue {}

  /** No key was pressed for a while. */
  record KeysPaused() implements OfDialogue {}

  /** The line's audio is not as it should be, or is again. */
  record FaultNoticed(LineFinding finding) implements ConversationMessage {}

  /**
   * A decision about the floor was taken.
   *
   * @param lastSoundAt when the caller's last sound had come, by the line's pace, on the clock of conversations
   * @param heardAt until when the caller had been heard, likewise
   */
  record Turned(TurnOutcome.Acted acted, long lastSoundAt, long heardAt) implements OfDialogue {}

  /**
   * Something was played, paused or dropped.
   *
   * @param at when, on the clock of conversations
   */
  record Played(PlayoutEvent event, long at) implements OfDialogue {}

  /** The responder wants a tool run in its reply to {@code turn}. */
  record ToolWanted(int turn, Responder.Part.UseTool tool) implements OfDialogue {}

  /**
   * By a rule of the profile's something is not said in the reply to {@code turn}, or said besides.
   *
   * @param withheld the responder's sentence that is not said
   */
  record Guarded(int turn, String rule, Optional<String> withheld) implements OfDialogue {}

  /** The bot of the profile is there and hears from now on. */
  record BotOpened() implements OfDialogue {}

  /** The bot began to speak; {@code reply} is its own name for that, or empty. */
  record BotBegan(String reply, Source<TtsPiece, NotUsed> speech) implements OfDialogue {}

  /** So many words more, and so much sound more, of what the bot calls {@code reply}. */
  record BotSaid(String reply, String more, int ms) implements OfDialogue {}

  /** What the bot calls {@code reply} is complete. */
  record BotReplied(String reply) implements OfDialogue {}

  /**
   * By a rule of the profile's the rest of what the bot calls {@code reply} is not heard.
   *
   * @param heardMs how much of its sound is heard at most
   * @param sentence that is forbidden, as far as its words had come
   */
  record BotWithheld(String reply, int heardMs, Forbidden rule, String sentence)
      implements OfDialogue {}

  /** The bot wants a tool in what is withheld of a reply: it does not run. */
  record BotRefused(String call) implements OfDialogue {}

  /** The bot's reply came to nothing; the bot goes on. */
  record BotReplyFailed(ProviderFailure failure) implements OfDialogue {}

  /** The bot took what the caller said as a turn, and will answer. */
  record BotTook(String item) implements OfDialogue {}

  /** What the caller said in that turn, as the bot heard it. */
  record BotHeard(String item, String words) implements OfDialogue {}

  /** The caller said this to a bot that tells no words; whoever hears it decides nothing by it. */
  record CallerOverheard(String words) implements OfDialogue {}

  /** The bot wants a tool run; {@code inReply} tells whether as part of a reply that it names. */
  record BotWants(String call, String name, String arguments, boolean inReply)
      implements OfDialogue {

    /** The same, of which the bot was told already what becomes of it. */
    public BotWants answered() {
      return new BotWants("", name, arguments, false);
    }

    /** Whether that is so. */
    public boolean isAnswered() {
      return call.isEmpty();
    }
  }

  /** The bot wants to know when what it said last was heard. */
  record BotMarked(String name) implements OfDialogue {}

  /** The bot drops what it said and was not played. */
  record BotCleared() implements OfDialogue {}

  /** The bot says no more; for this reason, if it failed. */
  record BotEnded(Optional<ProviderFailure> failure) implements OfDialogue {}

  /** A reply to {@code turn} wants a tool run now, and waits for the result. */
  record ToolCalled(
      int turn,
      String name,
      String arguments,
      Toolbox box,
      Map<String, String> variables,
      CompletableFuture<ToolResult> result)
      implements OfDialogue {

    public ToolCalled {
      name = OutsideText.repaired(name);
      arguments = OutsideText.repaired(arguments);
    }
  }

  /** It is time to look what has become of the value that the caller is asked for. */
  record CollectDue() implements OfDialogue {}

  /** The caller was to say by now whether they agree that the call is recorded. */
  record ConsentDue() implements OfDialogue {}

  /** A tool keeps its reply waiting for too long. */
  record ToolOverdue(String key) implements OfDialogue {}

  /** A tool has run. */
  record ToolReturned(String key, ToolResult result) implements OfDialogue {}

  /** The caller said something in this language; empty: in one that nobody told. */
  record LanguageHeard(String tag) implements OfDialogue {}

  /** The call's time has been over for so long that what is being said is to end. */
  record LastSentenceDue() implements OfDialogue {}

  /** The call should have ended by now. */
  record Overdue() implements ConversationMessage {}

  /** The caller may have heard nothing for too long. */
  record StillWaiting() implements OfDialogue {}

  /** The agent has failed in its reply to {@code turn}. */
  record AgentFailed(int turn) implements OfDialogue {}

  /** The voice has failed in the reply that is being spoken, and no other took over. */
  record VoiceFailed() implements OfDialogue {}

  /**
   * Somebody who serves the call has failed.
   *
   * @param turn whose answer it was, or {@link #NEXT_TURN}
   * @param madeGood whether another has taken over
   */
  record ServiceFailed(Failure.Part part, int turn, ProviderFailure failure, boolean madeGood)
      implements ConversationMessage {

    /** The turn that the caller is taking. */
    public static final int NEXT_TURN = -1;
  }

  /** A file of the recording was begun or ended. */
  record Recorded(RecordingNews news) implements ConversationMessage {}

  /** The first sound has come on the line, at this rate. */
  record FirstSound(int rateHz) implements ConversationMessage {}

  /** The durable half says what to do. */
  record Instructed(Instruction instruction) implements ConversationMessage {}

  /** The durable half answered to our line being attached. */
  record AttachAnswered(CallReply reply) implements ConversationMessage {}

  /** The durable half did not answer to our line being attached, for this reason. */
  record AttachNotAnswered(Throwable why) implements ConversationMessage {}

  /** The durable half answered to the fact that is being told. */
  record FactAnswered(CallReply reply) implements ConversationMessage {}

  /** The durable half did not answer to the fact that is being told, for this reason. */
  record FactNotAnswered(Throwable why) implements ConversationMessage {}

  /** It is time to tell the durable half that the line still carries the call. */
  record KeepDue() implements ConversationMessage {}

  /** The durable half answered to that; empty where it did not. */
  record KeepAnswered(Optional<CallReply> reply) implements ConversationMessage {}

  /** The durable half has not answered for so long that the journal is to be read. */
  record JournalDue() implements ConversationMessage {}

  /** What the journal tells; empty where it tells nothing, or cannot be read. */
  record JournalRead(Optional<CallStory> story) implements ConversationMessage {}

  /** Let the line go within this time, at a good place, so that another node takes it. */
  record HandOver(Duration within) implements ConversationMessage {}

  /** No good place has come. */
  record HandOverDue() implements ConversationMessage {}

  /** Ask again. */
  record Retry() implements ConversationMessage {}

  /** The line is gone. */
  record LineGone(LineEnd end) implements ConversationMessage {}

  /** The durable half was not told in time that the line is gone. */
  record GiveUp() implements ConversationMessage {}
}
