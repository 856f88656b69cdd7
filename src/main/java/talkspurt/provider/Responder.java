package talkspurt.provider;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import talkspurt.language.LanguagePack;
import talkspurt.language.Wording;

/**
 * The agent: what to say to the caller next.
 *
 * <p>Asked once a turn, when the caller's turn is in the journal; where a profile has it so, also
 * ahead of that, when the turn is likely over. Parts are pulled as playback needs them; cancelling the source means that the caller broke in and the rest is not wanted. A failure
 * is a last element, {@link Part.Failed}, never a failed stream.
 *
 * <p>What a responder does outside of the call it does by the {@link Tools} it is given with the
 * turn: those journal what is run, and see to it that nothing is run twice.
 */
public interface Responder {

  /** The reply to one turn, sentence by sentence. */
  Source<Part, NotUsed> respond(Request request, Tools tools);

  /** A failure of this agent that shows only to whoever waits for it. */
  default ProviderFailure failure(ProviderFailure.Kind kind, String detail) {
    return new ProviderFailure(kind, "agent", detail);
  }

  /** For how long its server has said that it takes no more, since a rate limit is used up; zero: it does. */
  default Duration takesNothingFor() {
    return Duration.ZERO;
  }

  /** What is paid for the time of a call, whatever is asked in it, by the name of who is paid. */
  default Map<String, Price> priceOfTime() {
    return Map.of();
  }

  /** Told at once when a reply was broken into; the next request carries the same. */
  default void interrupted(String call, Cut cut) {}

  /**
   * One turn to be answered.
   *
   * @param call the call's id
   * @param turn the caller's turns are counted from 1
   * @param speech the language of the call, and how the agent is told of things in it
   * @param history what was said so far, oldest first, the words or keys of the cue included; of the
   *     bot's words only those the caller heard of its answers
   * @param cue what is to be answered
   * @param variables what is known of the call by name, such as {@code callerId}, for use in texts
   * @param used which tools were run in the call so far, oldest first
   * @param heard what the caller heard of the answer to this very turn, on a line that was lost
   * @param cut how the reply before this one was broken into, if it was
   * @param ahead whether the caller may still go on: the reply is thrown away unheard then, and the
   *     turn is asked for again
   * @param timeLeft how much time the call has, once it is so little that the agent should come to an end
   * @param meter told what is used
   * @param briefing what others have done in the call
   * @param guidance what operators and programs want of the agent in this call
   */
  record Request(
      String call,
      int turn,
      LanguagePack speech,
      List<Line> history,
      Cue cue,
      Map<String, String> variables,
      List<ToolRun> used,
      String heard,
      Optional<Cut> cut,
      boolean ahead,
      Optional<Duration> timeLeft,
      UsageMeter meter,
      Briefing briefing,
      Guidance guidance) {

    /** In a language as it is shipped, of a call in which there are no others, and nobody has intervened. */
    public Request(
        String call,
        int turn,
        String language,
        List<Line> history,
        Cue cue,
        Map<String, String> variables,
        List<ToolRun> used,
        String heard,
        Optional<Cut> cut,
        boolean ahead,
        Optional<Duration> timeLeft,
        UsageMeter meter) {
      this(
          call,
          turn,
          LanguagePack.shipped(language),
          history,
          cue,
          variables,
          used,
          heard,
          cut,
          ahead,
          timeLeft,
          meter,
          Briefing.NONE,
          Guidance.NONE);
    }

    /** A turn that is in the journal, of a call that has all the time. */
    public Request(
        String call,
        int turn,
        String language,
        List<Line> history,
        Cue cue,
        Map<String, String> variables,
        List<ToolRun> used,
        String heard,
        Optional<Cut> cut) {
      this(
          call,
          turn,
          language,
          history,
          cue,
          variables,
          used,
          heard,
          cut,
          false,
          Optional.empty(),
          UsageMeter.NONE);
    }

    /** The same with another meter. */
    public Request with(UsageMeter other) {
      return new Request(
          call, turn, speech, history, cue, variables, used, heard, cut, ahead, timeLeft, other,
          briefing, guidance);
    }

    /** The same with another briefing. */
    public Request with(Briefing other) {
      return new Request(
          call, turn, speech, history, cue, variables, used, heard, cut, ahead, timeLeft, meter,
          other, guidance);
    }

    /** The same with what operators and programs want. */
    public Request with(Guidance other) {
      return new Request(
          call, turn, speech, history, cue, variables, used, heard, cut, ahead, timeLeft, meter,
          briefing, other);
    }

    /** BCP 47 tag. */
    public String language() {
      return speech.tag();
    }

    public Request {
      history = List.copyOf(history);
      variables = Map.copyOf(variables);
      used = List.copyOf(used);
    }
  }

  /**
   * A tool that was run earlier in the call.
   *
   * @param afterLine how many lines of the history came before it
   * @param outcome what it told; empty while it runs
   * @param known whether it is known to have run, or to run still
   */
  record ToolRun(
      int afterLine,
      int turn,
      String key,
      String name,
      Map<String, String> arguments,
      Optional<String> outcome,
      boolean known) {

    public ToolRun {
      arguments = Map.copyOf(arguments);
    }

    /** What a model reads of it. */
    public String told(Wording words) {
      return outcome.orElseGet(
          () -> (known ? new ToolResult.Pending() : new ToolResult.Unknown()).told(words));
    }
  }

  /**
   * Where the caller broke into a reply.
   *
   * @param heard what the caller heard of it, fillers left out
   * @param playedMs for how long it was played, with fillers before and within it
   */
  record Cut(String heard, int playedMs) {}

  /**
   * One line of the conversation so far.
   *
   * @param words of the bot's, those of its answer alone: no fillers and no apologies; may be empty
   *     where it failed
   * @param keys whether the words are keys that the caller pressed
   * @param failed whether the caller heard an apology in place of the bot's answer, or of its rest
   */
  record Line(Speaker speaker, String words, boolean keys, boolean failed) {

    /** Something that was spoken, or keys that were pressed. */
    public Line(Speaker speaker, String words, boolean keys) {
      this(speaker, words, keys, false);
    }

    /** Something that was spoken. */
    public Line(Speaker speaker, String words) {
      this(speaker, words, false);
    }
  }

  /**
   * What operators and programs want of the agent.
   *
   * @param instructions in place of its own, with names of variables in braces
   * @param notes what they have brought into the call so far, oldest first
   */
  record Guidance(Optional<String> instructions, List<Note> notes) {

    /** Nobody wants anything. */
    public static final Guidance NONE = new Guidance(Optional.empty(), List.of());

    public Guidance {
      notes = List.copyOf(notes);
    }
  }

  /**
   * What somebody has brought into a call.
   *
   * @param by who; may be empty
   * @param words what the agent is told; empty where the next line of the bot's was theirs
   * @param afterLine how many lines of the history came before it
   */
  record Note(String by, String words, int afterLine) {

    /** Whether it tells whose the bot's next line is. */
    public boolean spoken() {
      return words.isEmpty();
    }
  }

  /** Who spoke. */
  enum Speaker {
    CALLER,
    BOT
  }

  /** What a reply answers. */
  sealed interface Cue {

    /** The caller spoke; empty words mean that nothing was understood. */
    record Words(String words) implements Cue {}

    /** The caller pressed keys: {@code 0-9 * # A-D}. */
    record Digits(String digits) implements Cue {}

    /** The caller has kept silent; {@code times} in a row, from 1. */
    record Silence(int times) implements Cue {}

    /**
     * The caller is back, because the transfer failed.
     *
     * @param why as the dialplan told it, such as {@code BUSY}; may be empty
     */
    record TransferFailed(String why) implements Cue {

      /** For a reason that nobody told. */
      public TransferFailed() {
        this("");
      }
    }

    /** Another agent has handed the caller over; the briefing tells who, and what was told. */
    record HandedOff() implements Cue {}

    /** The agent is to speak now about what somebody has told it: the note of these words. */
    record Hint(String by, String words) implements Cue {}
  }

  /** One part of a reply. */
  sealed interface Part {

    /** A sentence or clause to speak. */
    record Say(String sentence) implements Part {}

    /**
     * The agent's last sentences were thoughts, as is known only now: what of them was not heard yet is
     * not to be.
     */
    record Retract(int sentences) implements Part {}

    /** A tool to run once what was said before it has been heard, such as {@code transfer_call}. */
    record UseTool(String name, Map<String, String> arguments) implements Part {

      /** Without what the arguments hold. */
      @Override
      public String toString() {
        return "UseTool[" + name + " with " + arguments.size() + " arguments]";
      }
    }

    /** An agent failed before it said anything, and the next is asked: what follows is of that one. */
    record GaveWay(ProviderFailure failure) implements Part {}

    /** No more will come, and why. */
    record Failed(ProviderFailure failure) implements Part {}
  }
}
