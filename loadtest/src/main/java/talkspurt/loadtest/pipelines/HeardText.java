package talkspurt.loadtest.pipelines;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import talkspurt.loadtest.pipelines.Recognition.Stretch;

/** What was heard of the bot, sentence by sentence, to be held against what a transcript says. */
final class HeardText {
  private static final int WHOLE_WITHIN_MS = 80;
  private static final int CUT_WITHIN_MS = 300;

  /** Playback that goes on after a pause goes back by a word at most; more is the sentence said again. */
  private static final int BACK_MS = 1200;

  /**
   * A sentence, or as much of it as was heard.
   *
   * @param atMs when it began
   * @param toMs up to where of it
   */
  record Sentence(Reference of, int atMs, int toMs) {
    boolean whole() {
      return toMs >= of.lengthMs() - WHOLE_WITHIN_MS;
    }

    /** The words that were heard to their end. */
    long words() {
      return of.wordEndsMs().stream()
          .filter(end -> end <= toMs + WHOLE_WITHIN_MS)
          .count();
    }

    /** Whether so many words are what was heard, to a word or 300 ms. */
    boolean cutAfter(int words) {
      int told = words == 0 ? 0 : of.wordEndsMs().get(words - 1);
      return Math.abs(words - words()) <= 1 || Math.abs(told - toMs) <= of.exactToMs();
    }

    @Override
    public String toString() {
      return "'" + of.text() + "'"
          + (whole() ? "" : " up to " + toMs + " of " + of.lengthMs() + " ms") + " at " + atMs
          + " ms";
    }
  }

  private final List<Sentence> sentences;

  private HeardText(List<Sentence> sentences) {
    this.sentences = sentences;
  }

  /** Stretches of one sentence belong together, also where a pause, or going back a word, lies between. */
  static HeardText of(List<Stretch> stretches) {
    List<Sentence> sentences = new ArrayList<>();
    for (Stretch next : stretches) {
      Sentence last = sentences.isEmpty() ? null : sentences.get(sentences.size() - 1);
      boolean goesOn = last != null
          && last.of == next.of()
          && !last.whole()
          && next.fromMs() <= last.toMs + CUT_WITHIN_MS
          && next.fromMs() >= last.toMs - BACK_MS;
      if (goesOn)
        sentences.set(
            sentences.size() - 1,
            new Sentence(last.of, last.atMs, Math.max(last.toMs, next.toMs())));
      else sentences.add(new Sentence(next.of(), next.atMs(), next.toMs()));
    }
    return new HeardText(sentences);
  }

  List<Sentence> sentences() {
    return sentences;
  }

  /** The first thing in which a transcript and what was heard differ. */
  Optional<String> differsFrom(List<String> transcript) {
    int at = 0;
    for (String line : transcript) {
      List<String> words = new ArrayList<>(Arrays.asList(line.strip().split("\\s+")));
      while (!words.isEmpty()) {
        if (at == sentences.size())
          return Optional.of("not heard: '" + String.join(" ", words) + "'");
        Sentence heard = sentences.get(at);
        List<String> all = heard.of.words();
        int same = 0;
        while (same < Math.min(all.size(), words.size()) && all.get(same).equals(words.get(same)))
          same++;
        boolean told = same == all.size();
        if (told && !heard.whole() && !heard.cutAfter(same))
          return Optional.of("told whole, but heard " + heard);
        if (!told && !heard.cutAfter(same))
          return Optional.of("told '" + String.join(" ", words) + "' (" + same
              + " words in common), but heard " + heard);
        if (same == 0 && heard.words() > 0)
          return Optional.of("told '" + String.join(" ", words) + "', but heard " + heard);
        words.subList(0, same).clear();
        at++;
      }
    }
    while (at < sentences.size() && sentences.get(at).words() == 0) at++;
    return at == sentences.size()
        ? Optional.empty()
        : Optional.of("heard and not told: " + sentences.get(at));
  }
}
