package talkspurt.media;

import akka.NotUsed;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.Adapter;
import akka.stream.WatchedActorTerminatedException;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.EchoReport;
import talkspurt.audio.Heard;
import talkspurt.call.Failure;
import talkspurt.call.ProbeId;
import talkspurt.control.Playback;
import talkspurt.line.LineAcceptor;
import talkspurt.line.LineCommand;
import talkspurt.line.LineEvent;
import talkspurt.media.conversation.CallClient;
import talkspurt.media.conversation.Conversation;
import talkspurt.media.conversation.ConversationMessage;
import talkspurt.media.conversation.ConversationMessage.Announced;
import talkspurt.media.conversation.ConversationMessage.CallerOverheard;
import talkspurt.media.conversation.ConversationMessage.FaultNoticed;
import talkspurt.media.conversation.ConversationMessage.FirstSound;
import talkspurt.media.conversation.ConversationMessage.HandOver;
import talkspurt.media.conversation.ConversationMessage.KeyPressed;
import talkspurt.media.conversation.ConversationMessage.LanguageHeard;
import talkspurt.media.conversation.ConversationMessage.LineGone;
import talkspurt.media.conversation.ConversationMessage.Played;
import talkspurt.media.conversation.ConversationMessage.ServiceFailed;
import talkspurt.media.conversation.ConversationMessage.Turned;
import talkspurt.media.conversation.ConversationMessage.Typed;
import talkspurt.media.conversation.LineCosts;
import talkspurt.media.conversation.LineProfile;
import talkspurt.media.pipeline.CallerTap;
import talkspurt.media.pipeline.HeardFrame;
import talkspurt.media.pipeline.InboxStage;
import talkspurt.media.pipeline.LineEnd;
import talkspurt.media.pipeline.LineFinding;
import talkspurt.media.pipeline.LineSilence;
import talkspurt.media.pipeline.PipelineNews;
import talkspurt.media.pipeline.TurnOutcome;
import talkspurt.media.pipeline.VoicePipeline;
import talkspurt.media.playout.PlayoutEvent;
import talkspurt.media.playout.PlayoutOrder;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.ProfileSource;
import talkspurt.media.settings.MediaSettings;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.SttInput;
import talkspurt.provider.Transcriber;
import talkspurt.provider.TranscriptEvent;
import talkspurt.provider.UsageMeter;
import talkspurt.recording.LineRecorder;
import talkspurt.recording.Recordings;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.NanoClock;
import talkspurt.turn.TurnAction;
import talkspurt.turn.TurnSignal;
import talkspurt.turn.TurnTaker;

/**
 * Answers every line with a {@link Conversation} and its {@link VoicePipeline}. Synthetic calls are neither counted nor
 * recorded.
 */
public final class Conversations implements LineAcceptor {

  private static final int MAX_ORDERS = 64;

  private final ActorSystem<?> system;
  private final Conversation.Surroundings around;
  private final VoicePipeline pipelines;
  private final Recordings recordings;
  private final Listeners listeners;
  private final Optional<Conversations> ofProbes;
  private final Set<ActorRef<ConversationMessage>> open = ConcurrentHashMap.newKeySet();
  private volatile boolean handsOver;

  private Conversations(
      ActorSystem<?> system,
      Conversation.Surroundings around,
      Recordings recordings,
      Listeners listeners,
      Optional<Conversations> ofProbes) {
    this.system = system;
    this.around = around;
    this.recordings = recordings;
    this.listeners = listeners;
    this.ofProbes = ofProbes;
    this.pipelines = new VoicePipeline(around.settings(), around.clock(), around.metrics());
  }

  /**
   * Conversations with these calls and profiles.
   *
   * @param onlookers told what is played
   * @param recordings where calls are recorded of profiles that want it
   * @param listeners who listens in
   */
  public static Conversations create(
      ActorSystem<?> system,
      CallClient calls,
      ProfileSource profiles,
      BiConsumer<UUID, Playback> onlookers,
      MediaSettings settings,
      NanoClock clock,
      InstantSource instants,
      Metrics metrics,
      Recordings recordings,
      Listeners listeners) {
    Dialogues dialogues = new Dialogues();
    return new Conversations(
        system,
        new Conversation.Surroundings(
            calls, profiles, onlookers, dialogues, settings, clock, instants, metrics),
        recordings,
        listeners,
        Optional.of(new Conversations(
            system,
            new Conversation.Surroundings(
                calls,
                profiles,
                onlookers,
                dialogues,
                settings,
                clock,
                instants,
                Metrics.notExposed()),
            Recordings.none(),
            Listeners.NONE,
            Optional.empty())));
  }

  /** What may fail in calls of a profile is counted from zero. */
  public static void known(Profile profile, Metrics metrics) {
    List<Failure.Part> parts = profile.pipeline() instanceof Profile.Bot
        ? List.of(Failure.Part.BOT, Failure.Part.TOOL, Failure.Part.VOICE)
        : List.of(
            Failure.Part.AGENT, Failure.Part.VOICE, Failure.Part.TRANSCRIBER, Failure.Part.TOOL);
    for (Failure.Part part : parts) {
      for (ProviderFailure.Kind kind : ProviderFailure.Kind.values()) {
        metrics
            .calls()
            .callFailureKnown(profile.name(), part.name().toLowerCase(Locale.ROOT), kind.label());
      }
    }
    if (profile.recording().consent().isPresent()) {
      metrics.calls().consentKnown(profile.name());
    }
    if (profile.pipeline() instanceof Profile.Bot bot) {
      bot.agents()
          .members()
          .keySet()
          .forEach(name -> metrics.calls().handoffKnown(profile.name(), name));
    }
    if (profile.pipeline() instanceof Profile.Bot guarded) {
      guarded
          .guardrails()
          .rules()
          .forbidden()
          .forEach(rule -> metrics.calls().guardKnown(profile.name(), rule.name(), "withheld"));
      guarded
          .guardrails()
          .rules()
          .required()
          .forEach(rule -> metrics.calls().guardKnown(profile.name(), rule.name(), "added"));
    }
    if (profile.pipeline() instanceof Profile.Agent agent) {
      agent
          .agents()
          .members()
          .keySet()
          .forEach(name -> metrics.calls().handoffKnown(profile.name(), name));
      agent
          .guardrails()
          .forbidden()
          .forEach(rule -> metrics.calls().guardKnown(profile.name(), rule.name(), "withheld"));
      if (!agent.guardrails().asked().isEmpty()) {
        metrics.calls().sentencesAreAsked(profile.name());
      }
      agent
          .guardrails()
          .required()
          .forEach(rule -> metrics.calls().guardKnown(profile.name(), rule.name(), "added"));
    }
  }

  /** How many lines are open. */
  public int open() {
    return open.size();
  }

  /** From now on new lines are released at once: another node takes them. */
  public void handNewLinesOver() {
    handsOver = true;
    ofProbes.ifPresent(Conversations::handNewLinesOver);
  }

  /** Lets all lines go within this time, each at a good place, so that other nodes take them. */
  public void handOver(Duration within) {
    open.forEach(conversation -> conversation.tell(new HandOver(within)));
  }

  @Override
  public Flow<LineEvent, LineCommand, NotUsed> accept(
      String line, Optional<UUID> callId, String dispatcher) {
    return callId
        .filter(ProbeId::is)
        .flatMap(probe -> ofProbes)
        .map(others -> others.line(line, dispatcher, open))
        .orElseGet(() -> line(line, dispatcher, open));
  }

  /** A line that is among these as long as it is open. */
  private Flow<LineEvent, LineCommand, NotUsed> line(
      String line, String dispatcher, Set<ActorRef<ConversationMessage>> among) {
    InboxStage<PlayoutOrder> orders = new InboxStage<>(MAX_ORDERS);
    InboxStage<TurnSignal> signals = new InboxStage<>(MAX_ORDERS);
    CallerTap caller = new CallerTap();
    LineSilence silence = new LineSilence(around.clock().nanoTime());
    LineProfile profile = new LineProfile();
    LineCosts costs = new LineCosts(
        around.metrics().calls(), LocalDate.ofInstant(around.instants().instant(), ZoneOffset.UTC));
    LineRecorder recorder = recordings.line();
    ActorRef<ConversationMessage> conversation = system.systemActorOf(
        Conversation.create(
            line,
            around,
            new Conversation.Pipeline(
                orders::offer,
                signals::offer,
                caller,
                profile,
                silence,
                costs,
                dispatcher,
                recorder)),
        line,
        DispatcherSelector.fromConfig(dispatcher));
    among.add(conversation);
    around.calls().lineOpened(line);
    if (handsOver) {
      conversation.tell(new HandOver(Duration.ZERO));
    }
    return pipelines
        .flow(
            untilGone(Source.fromGraph(orders), conversation),
            Source.fromGraph(signals),
            transcriber(
                profile, caller, costs, words -> conversation.tell(new CallerOverheard(words))),
            news(
                conversation,
                caller,
                silence,
                recorder,
                new ListenedLine(listeners),
                new LineTrace(recorder, around.settings().turns()),
                new LinePace(around.settings().hearing().endsLate()),
                around.clock()))
        .watchTermination((flow, end) -> {
          end.whenComplete((done, failure) -> {
            among.remove(conversation);
            around.calls().lineClosed(line);
          });
          return flow;
        });
  }

  /** A line whose conversation has died is hung up, so that the dialplan goes on. */
  private static Source<PlayoutOrder, NotUsed> untilGone(
      Source<PlayoutOrder, NotUsed> orders, ActorRef<ConversationMessage> conversation) {
    return orders
        .watch(Adapter.toClassic(conversation))
        .recover(WatchedActorTerminatedException.class, PlayoutOrder.HangUp::new);
  }

  /** Opened with the first utterance, when the profile has long been known. */
  private static Flow<SttInput, TranscriptEvent, NotUsed> transcriber(
      LineProfile profile, CallerTap caller, UsageMeter meter, Consumer<String> overhears) {
    return Flow.lazyCompletionStageFlow(() -> profile
            .first()
            .thenApply(
                known -> known.languages().several() && known.pipeline() instanceof Profile.Agent
                    ? TranscribeInLanguage.flow(profile, known, meter)
                    : transcriber(known, caller, meter, overhears)))
        .mapMaterializedValue(opened -> NotUsed.getInstance());
  }

  /** A bot keeps to itself what it understands: nobody should wait for words. */
  private static Flow<SttInput, TranscriptEvent, NotUsed> transcriber(
      Profile profile, CallerTap caller, UsageMeter meter, Consumer<String> overhears) {
    if (profile.pipeline() instanceof Profile.Agent agent) {
      return agent
          .transcriber()
          .transcribe(new Transcriber.Request(profile.language(), agent.phrases(), meter));
    }
    if (profile.pipeline() instanceof Profile.Bot bot) {
      Flow<SttInput, TranscriptEvent, NotUsed> nobody = Flow.of(SttInput.class)
          .collectType(SttInput.EndOfSpeech.class)
          .map(end -> new TranscriptEvent.Final(end.utterance(), ""));
      return bot.listener()
          .map(hears -> ValueListener.flow(
              caller::asked,
              Flow.lazyFlow(() -> hears
                      .transcriber()
                      .transcribe(
                          new Transcriber.Request(profile.language(), answers(profile), meter)))
                  .mapMaterializedValue(opened -> NotUsed.getInstance()),
              nobody,
              Optional.of(overhears).filter(told -> hears.overhears() && optsOut(profile))))
          .orElse(nobody);
    }
    throw new AssertionError(profile.pipeline());
  }

  /** What a caller may answer who is asked whether the call is recorded. */
  private static List<String> answers(Profile profile) {
    return profile
        .recording()
        .consent()
        .map(policy -> policy.terms().words())
        .map(words ->
            Stream.concat(words.yes().stream(), words.no().stream()).distinct().toList())
        .orElse(List.of());
  }

  /** Whether there are words by which callers want no recording, or no more calls. */
  private static boolean optsOut(Profile profile) {
    return !profile.outbound().optOut().all().isEmpty()
        || profile
            .recording()
            .consent()
            .filter(policy -> !policy.optOut().phrases().all().isEmpty())
            .isPresent();
  }

  private static PipelineNews news(
      ActorRef<ConversationMessage> conversation,
      CallerTap caller,
      LineSilence silence,
      LineRecorder recorder,
      ListenedLine listened,
      LineTrace trace,
      LinePace pace,
      NanoClock clock) {
    return new PipelineNews() {
      private boolean sounds;

      @Override
      public void line(LineEvent event) {
        if (event instanceof LineEvent.Heard heard) {
          silence.heard(clock.nanoTime());
          if (!sounds) {
            sounds = true;
            conversation.tell(new FirstSound(heard.frame().rateHz()));
          }
        } else if (event instanceof LineEvent.Announced announced) {
          listened.brings(announced.callId());
          conversation.tell(new Announced(announced.callId(), announced.trace()));
        } else if (event instanceof LineEvent.KeyPressed pressed) {
          conversation.tell(new KeyPressed(pressed.key()));
        } else if (event instanceof LineEvent.Typed typed) {
          conversation.tell(new Typed(typed.words(), clock.nanoTime()));
        }
      }

      @Override
      public void lineGone(LineEnd end) {
        conversation.tell(new LineGone(end));
      }

      @Override
      public void transcriberFailed(ProviderFailure failure, boolean madeGood) {
        conversation.tell(new ServiceFailed(
            Failure.Part.TRANSCRIBER, ServiceFailed.NEXT_TURN, failure, madeGood));
      }

      @Override
      public void language(String tag) {
        conversation.tell(new LanguageHeard(tag));
      }

      @Override
      public void fault(LineFinding finding) {
        conversation.tell(new FaultNoticed(finding));
      }

      @Override
      public void turn(TurnOutcome.Acted acted) {
        conversation.tell(new Turned(acted, pace.lastSound(acted.silentMs()), pace.heardUntil()));
      }

      @Override
      public void sound(AudioFrame line, AudioFrame bot, Heard heard, boolean botHasFloor) {
        pace.sound(line);
        recorder.hear(line, bot, heard, botHasFloor, clock.nanoTime());
        listened.hear(line, bot, recorder.silenced());
        trace.frame();
      }

      @Override
      public void echo(EchoReport report) {
        trace.echo(report);
      }

      @Override
      public void reframed(long filledMs, long lateMs) {
        trace.reframed(filledMs, lateMs);
      }

      @Override
      public void turned(TurnSignal signal, TurnAction action, TurnTaker turns) {
        trace.turned(signal, action, turns);
      }

      @Override
      public void heard(HeardFrame frame) {
        pace.frame(clock.nanoTime());
        caller.hear(frame);
      }

      @Override
      public void playout(PlayoutEvent event) {
        trace.playout(event);
        conversation.tell(new Played(event, clock.nanoTime()));
      }
    };
  }
}
