package talkspurt.loadtest.standin;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All that was spoken so far, each text once. */
public final class Voices {
  private final Map<String, Whisper> spoken = new ConcurrentHashMap<>();

  Whisper of(String text) {
    return spoken.computeIfAbsent(text.strip(), Whisper::of);
  }

  public Collection<Whisper> spoken() {
    return spoken.values();
  }
}
