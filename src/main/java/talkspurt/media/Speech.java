package talkspurt.media;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import talkspurt.audio.AudioFrame;
import talkspurt.call.CallPlan;
import talkspurt.call.Cue;
import talkspurt.call.Instruction;
import talkspurt.call.SpokenPart;
import talkspurt.call.SpokenText;
import talkspurt.call.ToolUse;
import talkspurt.call.TranscriptLine;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Responder;
import talkspurt.provider.Responder.Part;
import talkspurt.provider.Sentences;
import talkspurt.provider.Tools;

/** What an agent says, as a stream that is worked out only as fast as it is played. */
final class Speech {

  private final Profile.Agent agent;
  private final String standardLanguage;
  private final Consumer<Part.UseTool> tools;
  private final Failures agentFailures;
  private final Failures voiceFailures;
  private final Runnable agentFailed;

  /**
   * @param agent who speaks
   * @param standardLanguage what he speaks where the call asks for nothing else
   * @param tools told of each tool the responder wants, in the order of its words
   * @param agentFailures told of each failure of the agent
   * @param voiceFailures told of each failure of the voice
   * @param agentFailed told when there is no reply, or no more of it, before the apology
   */
  Speech(
      Profile.Agent agent,
      String standardLanguage,
      Consumer<Part.UseTool> tools,
      Failures agentFailures,
      Failures voiceFailures,
      Runnable agentFailed) {
    this.agent = agent;
    this.standardLanguage = standardLanguage;
    this.tools = tools;
    this.agentFailures = agentFailures;
    this.voiceFailures = voiceFailures;
    this.agentFailed = agentFailed;
  }

  /**
   * The greeting, from where it was heard on.
   *
   * @param waits words for the time that the caller has to wait
   */
  Source<SpeechPiece, NotUsed> greeting(Instruction.Greet greet, Waits waits) {
    if (agent.greeting() instanceof Prompt.Play play) {
      return recording(SpokenPart.Kind.ANSWER, play);
    }
    if (agent.greeting() instanceof Prompt.Say say) {
      AlreadyHeard heard = new AlreadyHeard(greet.heard().answer().text());
      String language = language(greet.plan());
      Grant granted = new Grant(Tools.none(), agent.filler().after());
      return Source.from(Sentences.of(say.words(), language))
          .<Part>map(Part.Say::new)
          .via(spoken(heard, language, CompletableFuture.completedFuture(granted), waits));
    }
    throw new AssertionError(agent.greeting());
  }

  /**
   * The reply to a turn, from where it was heard on.
   *
   * @param call the call's id
   * @param cut how the reply before was broken into, if it was
   * @param granted completed when the turn is in the journal; nothing that could be noticed is done
   *     before
   * @param ahead whether the caller may still go on
   * @param waits words for the time that the caller has to wait
   */
  Source<SpeechPiece, NotUsed> reply(
      String call,
      Instruction.Answer answer,
      Optional<Responder.Cut> cut,
      CompletableFuture<Grant> granted,
      boolean ahead,
      Waits waits) {
    AlreadyHeard heard = new AlreadyHeard(answer.heard().answer().text());
    String language = language(answer.plan());
    return agent
        .responder()
        .respond(
            request(call, answer, cut, language, ahead),
            Grant.held(agent.tools().offered(), granted))
        .via(spoken(heard, language, granted, waits));
  }

  /** Words for a wait that is over as soon as there is something else to say. */
  Source<SpeechPiece, NotUsed> wait(String words, CallPlan plan) {
    return sentence(SpokenPart.Kind.FILLER, words, language(plan));
  }

  /** What is said when it has been waited long enough. */
  Source<SpeechPiece, NotUsed> apology(CallPlan plan) {
    return apology(language(plan));
  }

  private ReplyStage spoken(
      AlreadyHeard heard, String language, CompletableFuture<Grant> granted, Waits waits) {
    ReplyStage.Mouth mouth = new ReplyStage.Mouth() {
      @Override
      public Source<SpeechPiece, NotUsed> speech(Part part) {
        return pieces(part, heard, language);
      }

      @Override
      public Source<SpeechPiece, NotUsed> filler(String words) {
        return sentence(SpokenPart.Kind.FILLER, words, language);
      }

      @Override
      public void gaveWay(ProviderFailure failure) {
        agentFailures.tell(failure, true);
      }

      @Override
      public Source<SpeechPiece, NotUsed> apology(Optional<String> waitedFor) {
        waitedFor.ifPresent(late -> tooSlow(late));
        agentFailed.run();
        return Speech.this.apology(language);
      }
    };
    return new ReplyStage(mouth, waits, agent.filler(), granted);
  }

  private Source<SpeechPiece, NotUsed> pieces(Part part, AlreadyHeard heard, String language) {
    if (part instanceof Part.Say say) {
      return heard.skips(say.sentence())
          ? Source.empty()
          : sentence(SpokenPart.Kind.ANSWER, say.sentence(), language);
    }
    if (part instanceof Part.UseTool tool) {
      tools.accept(tool);
      return Source.empty();
    }
    if (part instanceof Part.Failed failed) {
      agentFailures.tell(failed.failure(), false);
      agentFailed.run();
      return apology(language);
    }
    throw new AssertionError(part);
  }

  private void tooSlow(String waitedFor) {
    String detail = "the caller was kept waiting for too long";
    if (waitedFor.equals(ReplyStage.VOICE)) {
      voiceFailures.tell(agent.voice().synthesizer().failure(Kind.TOO_SLOW, detail), false);
    } else {
      agentFailures.tell(agent.responder().failure(Kind.TOO_SLOW, detail), false);
    }
  }

  private Source<SpeechPiece, NotUsed> apology(String language) {
    if (agent.apology() instanceof Prompt.Play play) {
      return recording(SpokenPart.Kind.APOLOGY, play);
    }
    if (agent.apology() instanceof Prompt.Say say) {
      return sentence(SpokenPart.Kind.APOLOGY, say.words(), language);
    }
    throw new AssertionError(agent.apology());
  }

  private Source<SpeechPiece, NotUsed> sentence(
      SpokenPart.Kind kind, String words, String language) {
    return agent.voice().say(kind, words, language, voiceFailures);
  }

  private static Source<SpeechPiece, NotUsed> recording(SpokenPart.Kind kind, Prompt.Play play) {
    return Voice.segment(kind, play.words(), Source.fromIterator(() -> pieces(play.recording())));
  }

  /** Recordings may be long; a stream that has many frames to let go has no time for all at once. */
  private static Iterator<SpeechPiece> pieces(AudioFrame recording) {
    int size = AudioFrame.samplesPerFrame(recording.rateHz());
    short[] samples = recording.samples();
    return IntStream.iterate(0, from -> from < samples.length, from -> from + size)
        .mapToObj(from -> Arrays.copyOfRange(samples, from, Math.min(samples.length, from + size)))
        .<SpeechPiece>map(piece -> new SpeechPiece.Sound(new AudioFrame(recording.rateHz(), piece)))
        .iterator();
  }

  private Responder.Request request(
      String call,
      Instruction.Answer answer,
      Optional<Responder.Cut> cut,
      String language,
      boolean ahead) {
    List<TranscriptLine> lines =
        answer.history().stream().filter(Speech::concernsTheAgent).toList();
    List<Responder.Line> history = lines.stream().map(Speech::line).toList();
    List<Responder.ToolRun> used =
        answer.tools().stream().map(use -> ran(use, lines)).toList();
    return new Responder.Request(
        call,
        answer.turn(),
        language,
        history,
        cue(answer.cue()),
        Variables.of(answer.plan()),
        used,
        answer.heard().answer().text(),
        cut,
        ahead);
  }

  /** A tool stands where it was asked for among what was said. */
  private static Responder.ToolRun ran(ToolUse use, List<TranscriptLine> history) {
    int before =
        (int) history.stream().filter(line -> !line.at().isAfter(use.at())).count();
    return new Responder.ToolRun(
        before, use.turn(), use.key(), use.name(), use.arguments(), use.outcome(), !use.forsaken());
  }

  /** A turn in which the caller heard nothing but fillers is none of the agent's. */
  private static boolean concernsTheAgent(TranscriptLine line) {
    return !line.words().answer().empty() || line.words().apologised();
  }

  private static Responder.Line line(TranscriptLine line) {
    SpokenText words = line.words();
    return new Responder.Line(
        speaker(line), words.answer().text(), line.keys(), words.apologised());
  }

  private static Responder.Speaker speaker(TranscriptLine line) {
    return line.speaker() == TranscriptLine.Speaker.BOT
        ? Responder.Speaker.BOT
        : Responder.Speaker.CALLER;
  }

  private static Responder.Cue cue(Cue cue) {
    if (cue instanceof Cue.Words said) {
      return new Responder.Cue.Words(said.words().text());
    }
    if (cue instanceof Cue.Keys pressed) {
      return new Responder.Cue.Digits(pressed.digits().keys());
    }
    if (cue instanceof Cue.Silence silence) {
      return new Responder.Cue.Silence(silence.times());
    }
    if (cue instanceof Cue.TransferFailed) {
      return new Responder.Cue.TransferFailed();
    }
    if (cue instanceof Cue.Unprompted) {
      // begun by a bot, and the settings have been changed since: nothing is known of what was said
      return new Responder.Cue.Words("");
    }
    throw new AssertionError(cue);
  }

  private String language(CallPlan plan) {
    return plan.language().isEmpty() ? standardLanguage : plan.language();
  }
}
