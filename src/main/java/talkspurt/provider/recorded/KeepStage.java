package talkspurt.provider.recorded;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import talkspurt.provider.Synthesizer.Sound;

/** Passes a synthesis on, and tells the whole of it where it came to its end without failure. */
final class KeepStage extends GraphStage<FlowShape<Sound, Sound>> {

  /** More sound than so many milliseconds is not kept. */
  static final int LONGEST_MS = 120_000;

  private final Inlet<Sound> in = Inlet.create("keep.in");
  private final Outlet<Sound> out = Outlet.create("keep.out");
  private final Consumer<List<Sound>> whole;

  KeepStage(Consumer<List<Sound>> whole) {
    this.whole = whole;
  }

  static int durationMs(Sound sound) {
    return sound instanceof Sound.Pcm pcm ? pcm.frame().durationMs() : 0;
  }

  @Override
  public FlowShape<Sound, Sound> shape() {
    return FlowShape.of(in, out);
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new GraphStageLogic(shape()) {
      private final List<Sound> kept = new ArrayList<>();
      private int lengthMs;
      private boolean worthIt = true;

      {
        setHandler(in, new AbstractInHandler() {
          @Override
          public void onPush() {
            Sound sound = grab(in);
            keep(sound);
            push(out, sound);
          }

          @Override
          public void onUpstreamFinish() {
            if (worthIt) {
              whole.accept(List.copyOf(kept));
            }
            completeStage();
          }
        });
        setHandler(out, new AbstractOutHandler() {
          @Override
          public void onPull() {
            pull(in);
          }
        });
      }

      private void keep(Sound sound) {
        lengthMs += durationMs(sound);
        worthIt = worthIt && !(sound instanceof Sound.Failed) && lengthMs < LONGEST_MS;
        if (worthIt) {
          kept.add(sound);
        } else {
          kept.clear();
        }
      }
    };
  }
}
