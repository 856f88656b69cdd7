package talkspurt.fake;

import akka.NotUsed;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Source;
import java.util.List;
import talkspurt.audio.NearEndDetector;
import talkspurt.line.LineCommand;
import talkspurt.line.LineEvent;
import talkspurt.media.pipeline.VoicePipeline;
import talkspurt.media.playout.PlayoutOrder;
import talkspurt.media.settings.MediaSettings;
import talkspurt.provider.SttInput;
import talkspurt.provider.TranscriptEvent;
import talkspurt.telemetry.Metrics;
import talkspurt.turn.TurnSignal;

/** A line's whole pipeline with real hearing, and nobody who answers: it is sent silence. */
public final class UnansweredLine {

  private UnansweredLine() {}

  /** From what the line brings to what it is sent. */
  public static Flow<LineEvent, LineCommand, NotUsed> flow(CountedWorld world, Metrics metrics) {
    Flow<SttInput, TranscriptEvent, NotUsed> deaf =
        Flow.of(SttInput.class).mapConcat(input -> List.<TranscriptEvent>of());
    MediaSettings settings =
        new MediaSettingsOf().hearing(NearEndDetector::of, false).settings();
    return new VoicePipeline(settings, world.clock(), metrics)
        .flow(
            Source.<PlayoutOrder>maybe().mapMaterializedValue(n -> NotUsed.getInstance()),
            Source.<TurnSignal>maybe().mapMaterializedValue(n -> NotUsed.getInstance()),
            deaf,
            new UntoldNews());
  }
}
