package talkspurt.loadtest.standin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import talkspurt.loadtest.WavFile;

/** Piper's HTTP server: a sentence is a whole wav file. */
public final class Piper implements LoopbackServer.Service {
  private final Voices voices;
  private final Faults faults;
  private Bill bill = new Bill();
  private final Violations breaches;

  public Piper(Voices voices, Faults faults, Violations breaches) {
    this.voices = voices;
    this.faults = faults;
    this.breaches = breaches;
  }

  /** What it serves is put on this bill. */
  public Piper billing(Bill to) {
    bill = to;
    return this;
  }

  @Override
  public void serve(HttpExchange asked) throws IOException {
    String text = asked.json().path("text").asText("");
    if (!asked.path().equals("/synthesize") || text.isBlank()) {
      breaches.breach("piper: " + asked.method() + " " + asked.path() + " " + asked.json());
      asked.answer(400, "{\"error\":\"no text\"}");
      return;
    }
    Fault fault = faults.take();
    Faults.lateness(fault);
    if (fault instanceof Fault.Hangs) {
      asked.hang();
      return;
    }
    if (fault instanceof Fault.Status status) {
      asked.answer(status.code(), "{\"error\":\"as asked\"}");
      return;
    }
    short[] samples = voices.of(text).sound().samples();
    ByteArrayOutputStream wav = new ByteArrayOutputStream();
    wav.write(WavFile.header(Whisper.RATE_HZ, samples.length));
    wav.write(Pcm.bytes(samples, 0, samples.length));
    bill.served("piper characters", text.length());
    if (!(fault instanceof Fault.DiesHalfWay)) {
      asked.answer(200, "audio/wav", wav.toByteArray());
      return;
    }
    asked.begin("audio/wav");
    asked.more(Arrays.copyOf(wav.toByteArray(), wav.size() / 2));
    // so that what was sent is read before the connection breaks
    Faults.lateness(new Fault.Late(java.time.Duration.ofMillis(300)));
    asked.cut();
  }
}
