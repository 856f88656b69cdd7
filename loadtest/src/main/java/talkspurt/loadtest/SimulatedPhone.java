package talkspurt.loadtest;

import java.nio.file.Path;
import java.util.Optional;
import talkspurt.loadtest.AudioSocketMessage.Audio;

/** The phone at the caller's ear: puts both sides on one clock, lets echo through, and records. */
final class SimulatedPhone {
  private final int rateHz;
  private final Timeline timeline;
  private final Optional<EchoPath> echo;
  private final Optional<WavTrack> heardTrack;
  private final Optional<WavTrack> saidTrack;

  SimulatedPhone(
      int rateHz, Optional<EchoPath.Settings> echo, Optional<Path> recordings, int call) {
    this.rateHz = rateHz;
    this.timeline = new Timeline(rateHz);
    this.echo = echo.map(settings -> new EchoPath(settings, rateHz));
    this.heardTrack = recordings.map(dir -> new WavTrack(dir.resolve(call + "-heard.wav"), rateHz));
    this.saidTrack = recordings.map(dir -> new WavTrack(dir.resolve(call + "-said.wav"), rateHz));
  }

  /** Takes a frame that arrived so long after the connection. */
  void hear(long sinceConnectedNanos, Audio audio) {
    if (echo.isEmpty() && heardTrack.isEmpty()) return;
    short[] samples = audio.samples();
    if (audio.rateHz() != rateHz)
      samples = Sound.stretched(samples, (int) ((long) samples.length * rateHz / audio.rateHz()));
    long position = timeline.place(position(sinceConnectedNanos), samples.length);
    short[] heard = samples;
    echo.ifPresent(path -> path.hear(position, heard));
    heardTrack.ifPresent(track -> track.put(position, heard));
  }

  /** What goes out in place of a frame of the script. */
  short[] say(int frame, short[] script) {
    long position = (long) frame * script.length;
    short[] said = echo.map(path -> path.mixedInto(position, script)).orElse(script);
    saidTrack.ifPresent(track -> track.put(position, said));
    return said;
  }

  void hangUp(long sinceConnectedNanos) {
    heardTrack.ifPresent(track -> track.finish(position(sinceConnectedNanos)));
    saidTrack.ifPresent(track -> track.finish(position(sinceConnectedNanos)));
  }

  private long position(long sinceConnectedNanos) {
    return sinceConnectedNanos / 1_000 * rateHz / 1_000_000;
  }
}
