package talkspurt.loadtest.standin;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import talkspurt.loadtest.Sound;

/** All that was spoken so far, each text once. */
public final class Voices {
  private record Wanted(String text, int rateHz) {}

  private final Map<String, Whisper> spoken = new ConcurrentHashMap<>();
  private final Map<Wanted, Sound> sounds = new ConcurrentHashMap<>();

  Whisper of(String text) {
    return spoken.computeIfAbsent(text.strip(), Whisper::of);
  }

  /** How a text sounds at a rate. Slow the first time, as {@link Sound#at} is; after that it is kept. */
  public Sound at(String text, int rateHz) {
    return sounds.computeIfAbsent(
        new Wanted(text.strip(), rateHz), wanted -> of(text).sound().at(rateHz));
  }

  public Collection<Whisper> spoken() {
    return spoken.values();
  }
}
