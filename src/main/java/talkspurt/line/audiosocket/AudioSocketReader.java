package talkspurt.line.audiosocket;

import akka.util.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import talkspurt.line.LineEvent;
import talkspurt.line.audiosocket.AudioSocketMessage.Audio;
import talkspurt.line.audiosocket.AudioSocketMessage.Dtmf;
import talkspurt.line.audiosocket.AudioSocketMessage.Failure;
import talkspurt.line.audiosocket.AudioSocketMessage.Hangup;
import talkspurt.line.audiosocket.AudioSocketMessage.Id;
import talkspurt.line.audiosocket.AudioSocketMessage.Unreadable;
import talkspurt.telemetry.Metrics;

/**
 * What one peer's bytes mean to its line. A mistake of the peer is counted and forgiven until there
 * are too many. Not thread-safe.
 */
final class AudioSocketReader {

  private final AudioSocketFraming framing = new AudioSocketFraming();
  private final int mostMistakes;
  private final Metrics metrics;
  private boolean announced;
  private boolean over;
  private int mistakes;

  AudioSocketReader(int mostMistakes, Metrics metrics) {
    this.mostMistakes = mostMistakes;
    this.metrics = metrics;
  }

  /** Whether the peer has said which call it brings. */
  boolean announced() {
    return announced;
  }

  /** Whether nothing more is wanted of this peer. */
  boolean over() {
    return over;
  }

  /** The events that these bytes complete, oldest first. */
  List<LineEvent> read(ByteString bytes) {
    List<LineEvent> events = new ArrayList<>(2);
    for (AudioSocketMessage message : framing.push(bytes)) {
      if (!over) {
        take(message, events);
      }
    }
    return events;
  }

  private void take(AudioSocketMessage message, List<LineEvent> events) {
    if (message instanceof Audio audio) {
      afterId(new LineEvent.Heard(audio.frame()), events);
    } else if (message instanceof Dtmf dtmf) {
      afterId(new LineEvent.KeyPressed(dtmf.digit()), events);
    } else if (message instanceof Id id) {
      announce(id, events);
    } else if (message instanceof Hangup) {
      over = true;
    } else if (message instanceof Failure) {
      mistake("failure");
    } else if (message instanceof Unreadable unreadable) {
      mistake(unreadable.why().name().toLowerCase(Locale.ROOT));
    } else {
      throw new AssertionError(message);
    }
  }

  private void announce(Id id, List<LineEvent> events) {
    if (announced) {
      mistake("second_id");
      return;
    }
    announced = true;
    events.add(new LineEvent.Announced(id.callId()));
  }

  private void afterId(LineEvent event, List<LineEvent> events) {
    if (announced) {
      events.add(event);
    } else {
      mistake("before_id");
    }
  }

  private void mistake(String why) {
    metrics.unreadable(why);
    mistakes++;
    over = mistakes >= mostMistakes;
  }
}
