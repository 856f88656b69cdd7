package talkspurt.provider.tts;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import talkspurt.provider.Synthesizer.Sound;

/** Passes the sound of a sentence on, and tells an attempt what comes of it. */
final class OutcomeStage extends GraphStage<FlowShape<Sound, Sound>> {

  private final Inlet<Sound> in = Inlet.create("outcome.in");
  private final Outlet<Sound> out = Outlet.create("outcome.out");
  private final CircuitBreakerSynthesizer.Attempt attempt;

  OutcomeStage(CircuitBreakerSynthesizer.Attempt attempt) {
    this.attempt = attempt;
  }

  @Override
  public FlowShape<Sound, Sound> shape() {
    return FlowShape.of(in, out);
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new GraphStageLogic(shape()) {
      {
        setHandler(in, new AbstractInHandler() {
          @Override
          public void onPush() {
            Sound sound = grab(in);
            attempt.on(sound);
            push(out, sound);
          }

          @Override
          public void onUpstreamFinish() {
            attempt.completed();
            completeStage();
          }

          @Override
          public void onUpstreamFailure(Throwable failure) {
            attempt.fails(failure);
            failStage(failure);
          }
        });
        setHandler(out, new AbstractOutHandler() {
          @Override
          public void onPull() {
            pull(in);
          }
        });
      }

      /** After all else; also when the system stops. */
      @Override
      public void postStop() {
        attempt.over();
      }
    };
  }
}
