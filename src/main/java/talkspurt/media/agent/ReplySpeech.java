package talkspurt.media.agent;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import talkspurt.call.CallPlan;
import talkspurt.call.Conduct;
import talkspurt.call.Instruction;
import talkspurt.call.Intervention;
import talkspurt.call.SpokenPart;
import talkspurt.call.SpokenText;
import talkspurt.call.ToolUse;
import talkspurt.call.TranscriptEntry;
import talkspurt.call.TurnInput;
import talkspurt.collect.Collect;
import talkspurt.collect.CollectAction.Question;
import talkspurt.language.LanguagePack;
import talkspurt.language.SentenceRules;
import talkspurt.media.conversation.CollectSpeech;
import talkspurt.media.conversation.Collecting;
import talkspurt.media.conversation.DigitSounds;
import talkspurt.media.conversation.Variables;
import talkspurt.media.playout.HeardPrefix;
import talkspurt.media.playout.TtsPiece;
import talkspurt.media.profile.Agents;
import talkspurt.media.profile.Failures;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.Prompt;
import talkspurt.media.profile.Voice;
import talkspurt.provider.Briefing;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Responder;
import talkspurt.provider.Responder.Part;
import talkspurt.provider.Tools;
import talkspurt.provider.UsageMeter;
import talkspurt.provider.agent.Sentences;
import talkspurt.text.Placeholders;

/** What an agent says, as a stream that is worked out only as fast as it is played. */
final class ReplySpeech {

  private final Agents.Member speaker;
  private final Profile.Agent agent;
  private final Profile profile;
  private final InstantSource clock;
  private final Consumer<Part.UseTool> tools;
  private final Failures agentFailures;
  private final Failures voiceFailures;
  private final Runnable agentFailed;
  private final UsageMeter meter;
  private final GuardedSpeech guarded;

  /**
   * @param speaker who speaks
   * @param profile whose agent that is
   * @param clock what callers are told the time by
   * @param tools told of each tool the responder wants, in the order of its words
   * @param agentFailures told of each failure of the agent
   * @param voiceFailures told of each failure of the voice
   * @param agentFailed told when there is no reply, or no more of it, before the apology
   * @param meter told what agent, voice and the guardrails' model use
   * @param guards told of what is not said, and what is said besides
   */
  ReplySpeech(
      Agents.Member speaker,
      Profile profile,
      InstantSource clock,
      Consumer<Part.UseTool> tools,
      Failures agentFailures,
      Failures voiceFailures,
      Runnable agentFailed,
      UsageMeter meter,
      ReplyGuard.News guards) {
    this.speaker = speaker;
    this.agent = speaker.agent();
    this.profile = profile;
    this.clock = clock;
    this.tools = tools;
    this.agentFailures = agentFailures;
    this.voiceFailures = voiceFailures;
    this.agentFailed = agentFailed;
    this.meter = meter;
    this.guarded = new GuardedSpeech(
        agent.guardrails(),
        guards,
        (text, plan) -> Sentences.of(
            Placeholders.spoken(text, variables(plan)), profile.speech().sentences()),
        meter);
  }

  /**
   * The greeting, from where it was heard on.
   *
   * @param waits words for the time that the caller has to wait
   */
  Source<TtsPiece, NotUsed> greeting(Instruction.Greet greet, FillerHooks waits) {
    TurnCommitted granted = new TurnCommitted(Tools.none(), agent.filler().after());
    return fixed(
        agent.greeting(),
        greet.plan(),
        greet.heard(),
        CompletableFuture.completedFuture(granted),
        waits);
  }

  private Source<TtsPiece, NotUsed> fixed(
      Prompt prompt,
      CallPlan plan,
      SpokenText before,
      CompletableFuture<TurnCommitted> granted,
      FillerHooks waits) {
    if (prompt instanceof Prompt.Play play) {
      return recording(SpokenPart.Kind.ANSWER, play);
    }
    if (prompt instanceof Prompt.Say say) {
      HeardPrefix heard = new HeardPrefix(before.answer().text());
      String words = Placeholders.spoken(say.words(), variables(plan));
      return Source.from(Sentences.of(words, profile.speech().sentences()))
          .<Part>map(Part.Say::new)
          .via(spoken(heard, granted, waits));
    }
    throw new AssertionError(prompt);
  }

  /** The goodbye, from where it was heard on. */
  Source<TtsPiece, NotUsed> goodbye(Instruction.Answer answer) {
    List<String> required = guarded.beforeGoodbye(answer);
    if (agent.goodbye() instanceof Prompt.Play play) {
      return sentences(required, answer).concat(recording(SpokenPart.Kind.ANSWER, play));
    }
    if (agent.goodbye() instanceof Prompt.Say say) {
      List<String> sentences = new ArrayList<>(required);
      sentences.addAll(Sentences.of(say.words(), profile.speech().sentences()));
      return sentences(sentences, answer);
    }
    throw new AssertionError(agent.goodbye());
  }

  /** What the engine says in the agent's place, from where it was heard on. */
  Source<TtsPiece, NotUsed> inPlace(String words, Instruction.Answer answer) {
    return sentences(Sentences.of(words, profile.speech().sentences()), answer);
  }

  private Source<TtsPiece, NotUsed> sentences(List<String> sentences, Instruction.Answer answer) {
    HeardPrefix heard = new HeardPrefix(answer.heard().answer().text());
    return Source.from(sentences)
        .filterNot(heard::skips)
        .flatMapConcat(words -> sentence(SpokenPart.Kind.ANSWER, words));
  }

  /**
   * The reply to a turn, from where it was heard on.
   *
   * @param call the call's id
   * @param cut how the reply before was broken into, if it was
   * @param granted completed when the turn is in the journal; nothing that could be noticed is done
   *     before
   * @param ahead whether the caller may still go on
   * @param timeLeft how much time the call has, where the agent is to know
   * @param waits words for the time that the caller has to wait
   */
  Source<TtsPiece, NotUsed> reply(
      String call,
      Instruction.Answer answer,
      Optional<Responder.Cut> cut,
      CompletableFuture<TurnCommitted> granted,
      boolean ahead,
      Optional<Duration> timeLeft,
      FillerHooks waits) {
    if (answer.cue() instanceof TurnInput.HandedOff && speaker.takesOver().isPresent()) {
      return fixed(speaker.takesOver().get(), answer.plan(), answer.heard(), granted, waits);
    }
    HeardPrefix heard = new HeardPrefix(answer.heard().answer().text());
    Optional<Intervention> said =
        answer.plan().session().behind(answer.cue()).filter(Intervention::forCaller);
    if (said.isPresent()) {
      return operator(said.get(), heard);
    }
    Responder.Request request = request(call, answer, cut, ahead, timeLeft);
    Tools tools = TurnCommitted.held(agent.tools().offered(profile.speech().wording()), granted);
    return guarded
        .reply(answer, granted, tools, with -> agent.responder().respond(request, with))
        .via(spoken(heard, granted, waits));
  }

  /** What somebody has said in the agent's place, from where it was heard on. */
  private Source<TtsPiece, NotUsed> operator(Intervention said, HeardPrefix heard) {
    boolean foreign = !said.language().isEmpty();
    String spoken = foreign ? said.language() : profile.language();
    SentenceRules rules = (foreign ? LanguagePack.shipped(spoken) : profile.speech()).sentences();
    return Source.from(Sentences.of(said.words(), rules))
        .filterNot(heard::skips)
        .flatMapConcat(words -> sentence(SpokenPart.Kind.ANSWER, words, spoken));
  }

  /** Words for a wait that is over as soon as there is something else to say. */
  Source<TtsPiece, NotUsed> wait(String words, CallPlan plan) {
    return sentence(SpokenPart.Kind.FILLER, words);
  }

  /** A question by which the engine asks for a value. */
  Source<TtsPiece, NotUsed> question(
      ActorSystem<?> system, DigitSounds digits, CallPlan plan, Collect what, Question question) {
    return new CollectSpeech(
            system,
            digits,
            agent.voice(),
            profile.language(),
            variables(plan),
            voiceFailures,
            meter)
        .of(what, question);
  }

  /** What is said when the wait is over. */
  Source<TtsPiece, NotUsed> apology(CallPlan plan) {
    return apology();
  }

  private ReplyStage spoken(
      HeardPrefix heard, CompletableFuture<TurnCommitted> granted, FillerHooks waits) {
    ReplySequencer.Mouth mouth = new ReplySequencer.Mouth() {
      @Override
      public Source<TtsPiece, NotUsed> speech(Part part) {
        return pieces(part, heard);
      }

      @Override
      public Source<TtsPiece, NotUsed> filler(String words) {
        return sentence(SpokenPart.Kind.FILLER, words);
      }

      @Override
      public void gaveWay(ProviderFailure failure) {
        agentFailures.tell(failure, true);
      }

      @Override
      public Source<TtsPiece, NotUsed> apology(Optional<String> waitedFor) {
        waitedFor.ifPresent(late -> tooSlow(late));
        agentFailed.run();
        return ReplySpeech.this.apology();
      }
    };
    return new ReplyStage(mouth, waits, agent.filler(), granted);
  }

  private Source<TtsPiece, NotUsed> pieces(Part part, HeardPrefix heard) {
    if (part instanceof Part.Say say) {
      return heard.skips(say.sentence())
          ? Source.empty()
          : sentence(SpokenPart.Kind.ANSWER, say.sentence());
    }
    if (part instanceof Part.UseTool tool) {
      tools.accept(tool);
      return Source.empty();
    }
    if (part instanceof Part.Failed failed) {
      agentFailures.tell(failed.failure(), false);
      agentFailed.run();
      return apology();
    }
    throw new AssertionError(part);
  }

  private void tooSlow(String waitedFor) {
    String detail = "the caller was kept waiting for too long";
    if (waitedFor.equals(ReplySequencer.VOICE)) {
      voiceFailures.tell(agent.voice().synthesizer().failure(Kind.TOO_SLOW, detail), false);
    } else {
      agentFailures.tell(agent.responder().failure(Kind.TOO_SLOW, detail), false);
    }
  }

  private Source<TtsPiece, NotUsed> apology() {
    if (agent.apology() instanceof Prompt.Play play) {
      return recording(SpokenPart.Kind.APOLOGY, play);
    }
    if (agent.apology() instanceof Prompt.Say say) {
      return sentence(SpokenPart.Kind.APOLOGY, say.words());
    }
    throw new AssertionError(agent.apology());
  }

  private Source<TtsPiece, NotUsed> sentence(SpokenPart.Kind kind, String words) {
    return sentence(kind, words, profile.language());
  }

  private Source<TtsPiece, NotUsed> sentence(SpokenPart.Kind kind, String words, String language) {
    return agent.voice().say(kind, words, language, voiceFailures, meter);
  }

  private static Source<TtsPiece, NotUsed> recording(SpokenPart.Kind kind, Prompt.Play play) {
    return Voice.recording(kind, play.words(), play.recording());
  }

  private Map<String, String> variables(CallPlan plan) {
    return Variables.of(plan, profile, clock.instant());
  }

  private Responder.Request request(
      String call,
      Instruction.Answer answer,
      Optional<Responder.Cut> cut,
      boolean ahead,
      Optional<Duration> timeLeft) {
    List<TranscriptEntry> lines =
        answer.history().stream().filter(ReplySpeech::concernsTheAgent).toList();
    List<Responder.Line> history = lines.stream().map(ReplySpeech::line).toList();
    List<Responder.ToolRun> used =
        answer.tools().stream().map(use -> ran(use, lines)).toList();
    return new Responder.Request(
        call,
        answer.turn(),
        profile.speech(),
        history,
        cue(answer),
        variables(answer.plan()),
        used,
        answer.heard().answer().text(),
        cut,
        ahead,
        timeLeft,
        meter,
        briefing(answer.plan().conduct()),
        AgentGuidance.of(answer, lines));
  }

  private Briefing briefing(Conduct conduct) {
    return new Briefing(
        speaker.name(),
        conduct.handoffs() == 0
            ? Optional.empty()
            : Optional.of(
                new Briefing.TakenOver(conduct.from(), conduct.summary().text())),
        conduct.withheld().stream()
            .map(
                one -> new Briefing.Withheld(one.turn(), one.rule(), one.words().text()))
            .toList());
  }

  /** A tool stands where it was asked for among what was said. */
  private Responder.ToolRun ran(ToolUse use, List<TranscriptEntry> history) {
    int before =
        (int) history.stream().filter(line -> !line.at().isAfter(use.at())).count();
    return new Responder.ToolRun(
        before,
        use.turn(),
        use.key(),
        use.name(),
        use.arguments(),
        Collecting.outcome(use, profile.speech().wording()),
        !use.forsaken());
  }

  /** A turn in which the caller heard only fillers is no turn of the agent. */
  private static boolean concernsTheAgent(TranscriptEntry line) {
    return !line.words().answer().empty() || line.words().apologised();
  }

  private static Responder.Line line(TranscriptEntry line) {
    SpokenText words = line.words();
    return new Responder.Line(
        speaker(line), words.answer().text(), line.keys(), words.apologised());
  }

  private static Responder.Speaker speaker(TranscriptEntry line) {
    return line.speaker() == TranscriptEntry.Speaker.BOT
        ? Responder.Speaker.BOT
        : Responder.Speaker.CALLER;
  }

  private static Responder.Cue cue(Instruction.Answer answer) {
    return answer
        .plan()
        .session()
        .behind(answer.cue())
        .<Responder.Cue>map(hint -> new Responder.Cue.Hint(hint.by(), hint.words()))
        .orElseGet(() -> cue(answer.cue()));
  }

  private static Responder.Cue cue(TurnInput cue) {
    if (cue instanceof TurnInput.Words said) {
      return new Responder.Cue.Words(said.words().text());
    }
    if (cue instanceof TurnInput.Keys pressed) {
      return new Responder.Cue.Digits(pressed.digits().keys());
    }
    if (cue instanceof TurnInput.Silence silence) {
      return new Responder.Cue.Silence(silence.times());
    }
    if (cue instanceof TurnInput.TransferFailed failed) {
      return new Responder.Cue.TransferFailed(failed.why());
    }
    if (cue instanceof TurnInput.HandedOff) {
      return new Responder.Cue.HandedOff();
    }
    if (cue instanceof TurnInput.TimeUp) {
      throw new AssertionError("nobody is asked for a goodbye");
    }
    if (cue instanceof TurnInput.Unprompted) {
      // begun by a bot, and the settings have been changed since: nothing is known of what was said
      return new Responder.Cue.Words("");
    }
    throw new AssertionError(cue);
  }
}
