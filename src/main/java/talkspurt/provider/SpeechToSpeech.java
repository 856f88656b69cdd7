package talkspurt.provider;

import akka.NotUsed;
import akka.stream.javadsl.Flow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import talkspurt.audio.AudioFrame;
import talkspurt.language.LanguagePack;
import talkspurt.language.Wording;

/**
 * A bot that hears and speaks for itself: sound in, sound out, without a transcriber, agent or
 * synthesizer of ours.
 *
 * <p>The live half of a call opens one flow when its line is attached, and another when the call
 * comes back on another line. Into it goes the caller without the bot's echo, frame by frame and
 * without holes, from {@link Output.Opened} on; with it the caller's keys, and what became of the bot's own
 * sound. Out comes that sound, as fast as the bot likes: it is queued, paced and bounded by whoever
 * runs the flow, who back-pressures above a limit and otherwise reads at all times, so that a
 * {@link Output.Clear} is obeyed at once.
 *
 * <p>The output's end is the end of the conversation by the bot: what it said before is still
 * played. A failure is a last element, {@link Output.Failed}, never a failed stream. The input's end
 * means that the call is over: the bot is told so, and the output ends soon. Cancelling the output
 * breaks the conversation off without a word. What the flow cannot take in time is dropped and counted by
 * whoever feeds it.
 */
public interface SpeechToSpeech {

  /** A flow for one call on one line. */
  Flow<Input, Output, NotUsed> converse(Request request);

  /** A failure of this bot that shows only to whoever listens to it. */
  default ProviderFailure failure(ProviderFailure.Kind kind, String detail) {
    return new ProviderFailure(kind, "bot", detail);
  }

  /** For how long its server has said that it takes no more, since a rate limit is used up; zero: it does. */
  default Duration takesNothingFor() {
    return Duration.ZERO;
  }

  /**
   * What a bot is told at the start.
   *
   * @param callId which call this is
   * @param speech the language of the call, and how the bot is told of things in it
   * @param variables what is known of the call by name, such as {@code callerId}
   * @param history what was said before, on a line that was lost, oldest first
   * @param speaksFirst whether it is the bot's turn
   * @param tools what it can do, as far as it can use such at all
   * @param session what was asked to be other than in its profile
   * @param meter told what is used
   * @param transcript whether {@link Output.Transcript} is wanted
   */
  record Request(
      String callId,
      LanguagePack speech,
      Map<String, String> variables,
      List<Line> history,
      boolean speaksFirst,
      List<ToolSpec> tools,
      Session session,
      UsageMeter meter,
      boolean transcript) {

    public Request {
      variables = Map.copyOf(variables);
      history = List.copyOf(history);
      tools = List.copyOf(tools);
    }

    /** A call that begins, with a bot that can do nothing but speak. */
    public Request(String callId, String language, Map<String, String> variables) {
      this(callId, language, variables, List.of(), true, List.of(), Session.SAME);
    }

    /** One for which nobody pays, in a language as it is shipped. */
    public Request(
        String callId,
        String language,
        Map<String, String> variables,
        List<Line> history,
        boolean speaksFirst,
        List<ToolSpec> tools,
        Session session) {
      this(
          callId,
          LanguagePack.shipped(language),
          variables,
          history,
          speaksFirst,
          tools,
          session,
          UsageMeter.NONE,
          false);
    }

    /** The same with another meter. */
    public Request with(UsageMeter other) {
      return new Request(
          callId, speech, variables, history, speaksFirst, tools, session, other, transcript);
    }

    /** The same in another language. */
    public Request in(Input.InLanguage other) {
      return new Request(
          callId,
          other.speech(),
          other.variables(),
          history,
          speaksFirst,
          other.tools(),
          session,
          meter,
          transcript);
    }

    /** BCP 47 tag. */
    public String language() {
      return speech.tag();
    }
  }

  /** Words of the caller, or words of the bot that the caller heard. */
  record Line(boolean byCaller, String words) {}

  /**
   * What is to be other than in the bot's profile; what is empty stays as it is.
   *
   * @param instructions what the bot is to do, with names of variables in braces
   * @param voice whose voice it has; stays once it has spoken
   * @param tools names of those of its tools that it may use
   * @param turnDetection {@code ours}, {@code server-vad} or {@code semantic-vad}
   * @param language of the call from now on, a BCP 47 tag
   */
  record Session(
      Optional<String> instructions,
      Optional<String> voice,
      Optional<List<String>> tools,
      Optional<String> turnDetection,
      Optional<String> language) {

    /** One in the language of the call. */
    public Session(
        Optional<String> instructions,
        Optional<String> voice,
        Optional<List<String>> tools,
        Optional<String> turnDetection) {
      this(instructions, voice, tools, turnDetection, Optional.empty());
    }

    /** Everything as in the profile. */
    public static final Session SAME =
        new Session(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** What a bot is told. One that has no use for a kind of it passes that over. */
  sealed interface Input {

    /**
     * The caller without the bot's echo, {@code atMs} after the bot opened, at the line's rate.
     *
     * @param voiced whether our hearing takes it for speech of the caller's
     */
    record Audio(long atMs, AudioFrame frame, boolean voiced) implements Input {

      /** Sound in which nobody speaks. */
      public Audio(long atMs, AudioFrame frame) {
        this(atMs, frame, false);
      }
    }

    /** The caller pressed a key: {@code 0-9 * # A-D}. */
    record Key(char key) implements Input {}

    /** The caller typed words instead of speaking them: a turn. */
    record Typed(String words) implements Input {}

    /** All that was said before this mark was heard, or dropped. */
    record MarkReached(String name) implements Input {}

    /**
     * What was being played is dropped, because the caller interrupted or, where {@code reply} is not
     * empty, for any reason; its marks have been returned.
     *
     * @param playedMs how much was played since the bot last began to speak
     * @param lastMark the last mark that was heard in that, or empty
     * @param reply what was cut, as {@link Output.ReplyBegins} named it, or empty
     */
    record Interrupted(int playedMs, String lastMark, String reply) implements Input {

      /** Of a bot that does not name what it says. */
      public Interrupted(int playedMs, String lastMark) {
        this(playedMs, lastMark, "");
      }
    }

    /** What our hearing makes of the caller. */
    record CallerTurn(Step step) implements Input {

      /** Where the caller is in the turn. */
      public enum Step {
        /** He begins to speak, or goes on after a pause. */
        BEGINS,
        /** He pauses, or is done. */
        PAUSES,
        /** His turn is complete: the bot is to answer. */
        COMPLETE,
        /** What the caller said was no turn: the bot resumes. */
        NONE,
        /** The caller has kept silent for so long that a new question is due. */
        SILENT
      }
    }

    /**
     * What came of a tool.
     *
     * @param call as {@link Output.ToolCall} named it
     * @param told what the bot hears of it
     * @param status {@link ToolResult#status}
     * @param words whether a reply that ends with it is to have words
     */
    record ToolReturned(String call, String told, String status, boolean words) implements Input {

      /** Of a tool in whose place nobody else speaks. */
      public ToolReturned(String call, String told, String status) {
        this(call, told, status, true);
      }

      /** What came of it, as a result tells in these words. */
      public static ToolReturned of(String call, ToolResult result, Wording wording) {
        return new ToolReturned(
            call,
            result.told(wording),
            result.status(),
            !(result instanceof ToolResult.AtTheEnd end) || end.words());
      }

      /** Whether the bot's reply ends with it. */
      public boolean last() {
        return status.equals(new ToolResult.AtTheEnd().status());
      }
    }

    /**
     * The engine has asked the caller for a value, as a tool wanted it to; the bot is to answer that.
     *
     * @param told what came of it, as JSON
     */
    record Collected(String told) implements Input {}

    /** From now on the bot's session is to be so. */
    record SessionChanged(Session session) implements Input {}

    /**
     * The call goes on in another language: from now on the bot is told of things in it.
     *
     * @param variables what is known of the call by name
     * @param tools what it may ask for
     */
    record InLanguage(LanguagePack speech, Map<String, String> variables, List<ToolSpec> tools)
        implements Input {

      public InLanguage {
        variables = Map.copyOf(variables);
        tools = List.copyOf(tools);
      }
    }

    /** The bot is another agent from now on, and is to speak: so it is told. */
    record TakeOver(String note) implements Input {}

    /**
     * Somebody tells the bot something that the caller does not hear.
     *
     * @param text as the bot is to read it
     * @param answer whether it is to speak about it as soon as it can
     */
    record Hint(String text, boolean answer) implements Input {}

    /** The call has only so much time left: the bot is to come to an end. */
    record WrapUp(Duration left) implements Input {}

    /**
     * By a rule of the profile's the rest of a reply is not heard, whatever comes of it.
     *
     * @param reply as {@link Output.ReplyBegins} named it
     * @param heardMs how much of its sound is heard at most
     * @param note what the bot is told of that
     * @param goesOn whether it is to speak on as soon as it can
     */
    record Withheld(String reply, int heardMs, String note, boolean goesOn) implements Input {}

    /** The call's time is over: the bot is to say this and nothing else, or words of its own where it is empty. */
    record Goodbye(String words) implements Input {}
  }

  /** What a bot says. */
  sealed interface Output {

    /** The bot is there and hears from now on; the first element, unless it failed before. */
    record Opened() implements Output {}

    /** More of its sound, of any length and at the adapter's own rate. */
    record Audio(AudioFrame frame) implements Output {}

    /** It wants to know when all it said before was heard. */
    record Mark(String name) implements Output {}

    /** Whatever of it was not played is to be dropped. */
    record Clear() implements Output {}

    /**
     * A reply begins. A bot that tells this tells {@link ReplyEnds}, too: what is between is one turn,
     * however long it pauses.
     *
     * @param reply its name, another for each
     */
    record ReplyBegins(String reply) implements Output {}

    /**
     * More words of the reply that began last, to be put behind those before as they are; none whose
     * sound is not known to be there.
     */
    record Words(String more) implements Output {}

    /**
     * Words of an item of the reply as they come: mostly ahead of their sound, at times behind it. The sound that follows
     * the first of an item is of that item. Told where the request asks for it.
     *
     * @param more to be put behind those before as they are; empty where an item begins or ends
     * @param complete whether no more comes of it
     */
    record Transcript(String item, String more, boolean complete) implements Output {}

    /**
     * The reply that ends next, or the one that was asked for, came to nothing, and the bot goes on: the caller has waited, and is to
     * hear something.
     */
    record ReplyFailed(ProviderFailure failure) implements Output {}

    /** The reply is complete; nothing more comes until the next begins. */
    record ReplyEnds() implements Output {}

    /** What the caller said is taken as a turn, and will be answered; {@code item} names it. */
    record CallerTook(String item) implements Output {}

    /** What the caller said in that turn. */
    record CallerSaid(String item, String words) implements Output {}

    /**
     * It wants a tool run, and waits for the result.
     *
     * @param arguments as the model wrote them
     * @param inReply whether that is part of a reply that it names, be it without a word
     */
    record ToolCall(String call, String name, String arguments, boolean inReply) implements Output {

      /** One that is part of a reply. */
      public ToolCall(String call, String name, String arguments) {
        this(call, name, arguments, true);
      }
    }

    /** No more will come, and why. */
    record Failed(ProviderFailure failure) implements Output {}
  }
}
