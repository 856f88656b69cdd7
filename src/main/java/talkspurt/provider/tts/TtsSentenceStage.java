package talkspurt.provider.tts;

import akka.stream.Attributes;
import akka.stream.Outlet;
import akka.stream.SourceShape;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.transport.ProviderFault;
import talkspurt.provider.tts.TtsTalk.Heard;

/** The sound of one sentence, spoken over a connection that serves it alone for that time. */
final class TtsSentenceStage extends GraphStage<SourceShape<Sound>> {

  private final Outlet<Sound> out = Outlet.create("voice-sentence.out");
  private final TtsSocket connection;
  private final String text;

  TtsSentenceStage(TtsSocket connection, String text) {
    this.connection = connection;
    this.text = text;
  }

  @Override
  public SourceShape<Sound> shape() {
    return SourceShape.of(out);
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new GraphStageLogic(shape()) {
      private final Deque<Sound> sounds = new ArrayDeque<>();
      private Consumer<Heard> heard;
      private boolean over;

      {
        setHandler(out, new AbstractOutHandler() {
          @Override
          public void onPull() {
            next();
          }

          @Override
          public void onDownstreamFinish(Throwable cause) {
            if (!over && cause instanceof TimeoutException) {
              connection.giveUp(heard);
            } else if (!over) {
              connection.drop(heard);
            }
            over = true;
            completeStage();
          }
        });
      }

      @Override
      public void preStart() {
        AsyncCallback<Heard> told = createAsyncCallback(this::on);
        heard = told::invoke;
        connection.say(text, heard);
      }

      private void on(Heard heard) {
        sounds.addAll(heard.sounds());
        over |= heard.over();
        if (isAvailable(out)) {
          next();
        }
      }

      private void next() {
        Sound sound = sounds.poll();
        if (sound instanceof Sound.Failed failed) {
          failStage(ProviderFault.of(
              failed.failure().kind(),
              failed.failure().provider(),
              failed.failure().detail()));
        } else if (sound != null) {
          push(out, sound);
          if (over && sounds.isEmpty()) {
            completeStage();
          }
        } else if (over) {
          completeStage();
        } else {
          connection.more(heard);
        }
      }

      @Override
      public void postStop() {
        if (!over) {
          connection.drop(heard);
        }
      }
    };
  }
}
