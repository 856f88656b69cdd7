package talkspurt.media.pipeline;

import akka.NotUsed;
import akka.stream.FanInShape2;
import akka.stream.FanOutShape2;
import akka.stream.FlowShape;
import akka.stream.UniformFanInShape;
import akka.stream.UniformFanOutShape;
import akka.stream.javadsl.BidiFlow;
import akka.stream.javadsl.Broadcast;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.GraphDSL;
import akka.stream.javadsl.Merge;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.util.List;
import talkspurt.audio.AudioFrame;
import talkspurt.line.LineCommand;
import talkspurt.line.LineEvent;
import talkspurt.media.playout.BoundedBufferStage;
import talkspurt.media.playout.EchoReference;
import talkspurt.media.playout.FingerprintTable;
import talkspurt.media.playout.PlayoutEvent;
import talkspurt.media.playout.PlayoutOrder;
import talkspurt.media.playout.PlayoutStage;
import talkspurt.media.settings.MediaSettings;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.SttInput;
import talkspurt.provider.TranscriptEvent;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.NanoClock;
import talkspurt.text.RecognisedWords;
import talkspurt.turn.TurnAction;
import talkspurt.turn.TurnSignal;

/**
 * The stream of one call, from line events to line commands.
 *
 * <p>{@link ExamineStage} stands between the line and all this, and changes nothing:
 *
 * <pre>
 *  line ─┬─▶ Reframe ─▶ Hearing ─▶ Turn ─┬─▶ decisions ─▶ Conversation
 *        │      ▲          ▲         ▲   ├─▶ utterances ─▶ buffer ─▶ Transcriber ─┐
 *        │      └────┬─────┘         ├───┼───────── words ◀───────────────────────┘
 *        ├─ keys ────┼───────────────┘   │
 *        │     EchoReference             │
 *        │           ▲                   │
 *        ▼           │                   ▼
 *      played        │         pause, yield, resume
 *        │           │                   │
 *        └───────▶ Playout ◀─────────────┴─── orders of Conversation
 *  line ◀────────────┴──▶ what was heard ─▶ Conversation
 * </pre>
 *
 * All but the transcriber is fused: one thread, no queue between stages.
 */
public final class VoicePipeline {

  private final MediaSettings settings;
  private final NanoClock clock;
  private final Metrics metrics;
  private final FingerprintTable sentMarks = new FingerprintTable();

  public VoicePipeline(MediaSettings settings, NanoClock clock, Metrics metrics) {
    this.settings = settings;
    this.clock = clock;
    this.metrics = metrics;
  }

  /**
   * The stream of one line.
   *
   * @param orders what the conversation wants played; its completion closes the line
   * @param signals what the conversation has to say about turns
   * @param transcriber of this call
   * @param news where decisions, keys and what was heard are told
   */
  public Flow<LineEvent, LineCommand, NotUsed> flow(
      Source<PlayoutOrder, NotUsed> orders,
      Source<TurnSignal, NotUsed> signals,
      Flow<SttInput, TranscriptEvent, NotUsed> transcriber,
      PipelineNews news) {
    Flow<LineEvent, LineCommand, NotUsed> conversation =
        limited(news).via(conversation(orders, signals, transcriber, news));
    if (!settings.doctor().examine()) {
      return conversation;
    }
    LineDoctor doctor = new LineDoctor(settings.doctor(), sentMarks.line());
    return BidiFlow.fromGraph(new ExamineStage(doctor, clock, news::fault)).join(conversation);
  }

  /** What is dropped here neither costs a turn nor fills the journal. */
  private Flow<LineEvent, LineEvent, NotUsed> limited(PipelineNews news) {
    KeyLimit limit = new KeyLimit();
    return Flow.of(LineEvent.class).filter(event -> !byHand(event) || isTaken(limit, news));
  }

  private static boolean byHand(LineEvent event) {
    return event instanceof LineEvent.KeyPressed || event instanceof LineEvent.Typed;
  }

  private boolean isTaken(KeyLimit limit, PipelineNews news) {
    boolean taken = limit.takes(clock.nanoTime());
    if (!taken) {
      metrics.lines().keyDropped();
    }
    limit
        .takeNews()
        .filter(finding -> !settings.doctor().ignored().contains(finding.fault()))
        .ifPresent(news::fault);
    return taken;
  }

  private Flow<LineEvent, LineCommand, NotUsed> conversation(
      Source<PlayoutOrder, NotUsed> orders,
      Source<TurnSignal, NotUsed> signals,
      Flow<SttInput, TranscriptEvent, NotUsed> transcriber,
      PipelineNews news) {
    EchoReference voice = new EchoReference();
    HearingTally tally = new HearingTally();
    return Flow.fromGraph(GraphDSL.create(b -> {
      UniformFanOutShape<LineEvent, LineEvent> line = b.add(Broadcast.create(4));
      UniformFanOutShape<TurnOutcome, TurnOutcome> turned = b.add(Broadcast.create(4));
      UniformFanInShape<TurnSignal, TurnSignal> told = b.add(Merge.create(3));
      UniformFanInShape<PlayoutOrder, PlayoutOrder> ordered = b.add(Merge.create(3, true));
      FanInShape2<HeardFrame, TurnSignal, TurnOutcome> turn =
          b.add(new TurnStage(settings.turns(), tally, metrics.turns(), news));
      FanOutShape2<PlayoutOrder, LineCommand, PlayoutEvent> playout =
          b.add(new PlayoutStage(settings.playout(), voice, clock, metrics));

      b.from(line).via(b.add(sound(voice, tally, news))).toInlet(turn.in0());
      b.from(line).via(b.add(keys())).toFanIn(told);
      b.from(line).to(b.add(told(news, tally, voice)));
      b.from(line).via(b.add(played())).toFanIn(ordered);
      b.from(b.add(signals)).toFanIn(told);
      b.from(told).toInlet(turn.in1());

      b.from(turn.out()).toFanOut(turned);
      b.from(turned)
          .via(b.add(utterances()))
          .via(b.add(transcriber.async()))
          .via(b.add(words(news)))
          .toFanIn(told);
      b.from(turned).via(b.add(floor())).toFanIn(ordered);
      b.from(turned).to(b.add(decisions(news)));
      b.from(turned).to(b.add(keysHeard(news)));

      b.from(b.add(orders)).toFanIn(ordered);
      b.from(ordered).toInlet(playout.in());
      b.from(playout.out1()).to(b.add(Sink.foreach(news::playout)));
      return FlowShape.of(
          line.in(),
          b.from(playout.out0()).via(b.add(toldIfFailed(news, tally, voice))).out());
    }));
  }

  /** A fault of ours ends the line; the line's own end must not seem to be the cause. */
  private static Flow<LineCommand, LineCommand, NotUsed> toldIfFailed(
      PipelineNews news, HearingTally tally, EchoReference voice) {
    return Flow.of(LineCommand.class).mapError(Throwable.class, failure -> {
      news.lineGone(new LineEnd(LineEnd.How.of(failure), tally.report(), voice.cut()));
      return failure;
    });
  }

  /** In the order of the line; a future's callback would run on another thread. */
  private static Sink<LineEvent, NotUsed> told(
      PipelineNews news, HearingTally tally, EchoReference voice) {
    return Flow.of(LineEvent.class)
        .map(event -> {
          news.line(event);
          return event;
        })
        .to(Sink.onComplete(end -> news.lineGone(new LineEnd(
            end.isFailure() ? LineEnd.How.of(end.failed().get()) : LineEnd.How.CLOSED,
            tally.report(),
            voice.cut()))));
  }

  private Flow<LineEvent, HeardFrame, NotUsed> sound(
      EchoReference voice, HearingTally tally, PipelineNews news) {
    return Flow.of(LineEvent.class)
        .collectType(LineEvent.Heard.class)
        .map(LineEvent.Heard::frame)
        .via(new ReframeStage(voice, clock, metrics.lines(), news))
        .via(new HearingStage(settings.hearing(), voice, tally, metrics.lines(), news))
        .map(frame -> {
          news.heard(frame);
          return frame;
        });
  }

  private static Flow<LineEvent, PlayoutOrder, NotUsed> played() {
    return Flow.of(LineEvent.class)
        .filter(event -> event instanceof LineEvent.Played || event instanceof LineEvent.Ahead)
        .map(VoicePipeline::order);
  }

  private static PlayoutOrder order(LineEvent event) {
    if (event instanceof LineEvent.Played played) {
      return new PlayoutOrder.LinePlayed(played.frames());
    }
    if (event instanceof LineEvent.Ahead ahead) {
      return new PlayoutOrder.LineAhead(ahead.frames());
    }
    throw new AssertionError(event);
  }

  private static Flow<LineEvent, TurnSignal, NotUsed> keys() {
    return Flow.of(LineEvent.class).mapConcat(VoicePipeline::signal);
  }

  private static List<TurnSignal> signal(LineEvent event) {
    if (event instanceof LineEvent.KeyPressed pressed) {
      return List.of(new TurnSignal.KeyPressed(pressed.key()));
    }
    return event instanceof LineEvent.Typed ? List.of(new TurnSignal.Typed()) : List.of();
  }

  private Flow<TurnOutcome, SttInput, NotUsed> utterances() {
    int limit = (int) settings.transcriptionBacklog().toMillis() / AudioFrame.FRAME_MS;
    return Flow.of(TurnOutcome.class)
        .collectType(TurnOutcome.Transcribe.class)
        .map(TurnOutcome.Transcribe::input)
        .via(new BoundedBufferStage<>(
            limit,
            SttInput.Audio.class::isInstance,
            lost -> metrics.providers().transcriptionDropped()));
  }

  private Flow<TranscriptEvent, TurnSignal, NotUsed> words(PipelineNews news) {
    return Flow.of(TranscriptEvent.class).mapConcat(event -> words(event, news));
  }

  private List<TurnSignal> words(TranscriptEvent event, PipelineNews news) {
    if (event instanceof TranscriptEvent.Partial partial) {
      return List.of(heard(partial.utterance(), partial.words(), false));
    }
    if (event instanceof TranscriptEvent.Final last) {
      if (!last.words().isEmpty()) {
        news.language(last.language());
      }
      return List.of(heard(last.utterance(), last.words(), true));
    }
    if (event instanceof TranscriptEvent.TurnEnds turn) {
      return List.of(new TurnSignal.TurnEndLikely(turn.utterance()));
    }
    if (event instanceof TranscriptEvent.GaveWay first) {
      news.transcriberFailed(first.failure(), true);
      return List.of();
    }
    if (event instanceof TranscriptEvent.Failed failed) {
      ProviderFailure failure = failed.failure();
      metrics.providers().providerFailed(failure.provider(), failure.kind().name());
      news.transcriberFailed(failure, false);
      return List.of(new TurnSignal.WordsHeard(failed.utterance(), "", true));
    }
    throw new AssertionError(event);
  }

  /** Whichever recogniser it was: here its noises are told from words. */
  private static TurnSignal heard(long utterance, String written, boolean last) {
    RecognisedWords heard = RecognisedWords.of(written);
    return new TurnSignal.WordsHeard(utterance, heard.words(), last, heard.noise());
  }

  private static Flow<TurnOutcome, PlayoutOrder, NotUsed> floor() {
    return acted().mapConcat(acted -> order(acted.action()).stream().toList());
  }

  private static java.util.Optional<PlayoutOrder> order(TurnAction action) {
    return switch (action) {
      case PAUSE -> java.util.Optional.of(new PlayoutOrder.Pause());
      case YIELD -> java.util.Optional.of(new PlayoutOrder.Drop());
      case RESUME -> java.util.Optional.of(new PlayoutOrder.Resume());
      default -> java.util.Optional.empty();
    };
  }

  private static Sink<TurnOutcome, NotUsed> decisions(PipelineNews news) {
    return acted().to(Sink.foreach(news::turn));
  }

  /** A key is a key, whether the line told of it or its tones were heard. */
  private static Sink<TurnOutcome, NotUsed> keysHeard(PipelineNews news) {
    return Flow.of(TurnOutcome.class)
        .collectType(TurnOutcome.Pressed.class)
        .to(Sink.foreach(pressed -> news.line(new LineEvent.KeyPressed(pressed.key()))));
  }

  private static Flow<TurnOutcome, TurnOutcome.Acted, NotUsed> acted() {
    return Flow.of(TurnOutcome.class).collectType(TurnOutcome.Acted.class);
  }
}
