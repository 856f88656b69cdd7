package talkspurt.collect;

import java.util.List;
import java.util.Optional;

/**
 * Reads digits, and letters where such are wanted, out of what a recogniser wrote: figures in groups, words for
 * digits and for numbers of two digits, "double five", "four thousand one hundred eleven", "B as in Bravo". Words
 * that say nothing of the value are passed over. Not thread-safe.
 */
final class SpokenCode {

  /** So many other words are let pass; more of them than of the value are talk. */
  private static final int FEW_WORDS = 8;

  private static final int HUNDRED = 100;
  private static final int THOUSAND = 1000;

  private final CodeWords words;
  private final boolean lettersToo;
  private final List<String> said;
  private final StringBuilder code = new StringBuilder();
  private int at;
  private int others;

  private SpokenCode(CodeWords words, boolean lettersToo, String said) {
    this.words = words;
    this.lettersToo = lettersToo;
    this.said = CodeWords.words(said);
  }

  /**
   * What was said of the value; empty where nothing was.
   *
   * @param lettersToo whether letters belong to it; they come out as capitals
   */
  static String of(String said, CodeWords words, boolean lettersToo) {
    SpokenCode reading = new SpokenCode(words, lettersToo, said);
    while (reading.at < reading.said.size()) {
      reading.next();
    }
    boolean talk = reading.others > FEW_WORDS && reading.others > reading.code.length();
    return talk ? "" : reading.code.toString();
  }

  private void next() {
    if (repeated() || number() || figures() || lettersToo && letter()) {
      return;
    }
    others++;
    at++;
  }

  /** "Double five". */
  private boolean repeated() {
    Integer times = words.repeats().get(said.get(at));
    if (times == null || at + 1 == said.size()) {
      return false;
    }
    String next = said.get(at + 1);
    Optional<String> one = Optional.ofNullable(words.numbers().get(next))
        .map(String::valueOf)
        .or(() -> Optional.of(next))
        .filter(digit -> digit.matches("[0-9]"))
        .or(() -> lettersToo ? letterOf(next) : Optional.empty());
    one.ifPresent(symbol -> {
      code.append(symbol.repeat(times));
      at += 2;
    });
    return one.isPresent();
  }

  private boolean number() {
    int count = words.numberAt(said, at);
    if (lettersToo && count == 1 && letterOf(said.get(at)).isPresent()) {
      return false; // "o" is a letter where letters are wanted
    }
    boolean bare = count == 0 && isOf(words.hundred(), at);
    if (count == 0 && !bare || partOfAnotherWord(count)) {
      return false;
    }
    int value = bare ? 1 : valueAt(at, count);
    at += count;
    int thousands = 0;
    if (isOf(words.thousand(), at)) {
      at++;
      thousands = value * THOUSAND;
      value = 0;
      int more = words.numberAt(said, at);
      if (more > 0 && (isOf(words.hundred(), at + more) || valueAt(at, more) >= HUNDRED)) {
        value = valueAt(at, more);
        at += more;
      } else if (isOf(words.hundred(), at)) {
        value = 1;
      } else {
        code.append(thousands + added());
        return true;
      }
    }
    if (isOf(words.hundred(), at)) {
      at++;
      code.append(thousands + value * HUNDRED + added());
    } else {
      code.append(thousands + value + (value >= HUNDRED ? added() : 0));
    }
    return true;
  }

  private int valueAt(int where, int count) {
    return words.numbers().get(String.join(" ", said.subList(where, where + count)));
  }

  /** Where each character stands by itself, one alone among others is rarely a digit: "one" is in many words. */
  private boolean partOfAnotherWord(int count) {
    return count == 1
        && said.size() > 1
        && CodeWords.character(said.get(at))
        && !(at > 0 && digit(at - 1))
        && !(at + 1 < said.size() && digit(at + 1));
  }

  private boolean digit(int where) {
    return words.numberAt(said.subList(where, where + 1), 0) > 0
        || isOf(words.hundred(), where)
        || isOf(words.thousand(), where)
        || said.get(where).matches("[0-9]+");
  }

  /** What is added to a hundred or a thousand. */
  private int added() {
    int from = isOf(words.and(), at) ? at + 1 : at;
    int count = words.numberAt(said, from);
    if (count == 0) {
      return 0;
    }
    int value = valueAt(from, count);
    if (value >= HUNDRED) {
      return 0;
    }
    at = from + count;
    return value;
  }

  private boolean isOf(List<String> known, int where) {
    return where < said.size() && known.contains(said.get(where));
  }

  /** Figures as they are written; with letters among them where such are wanted. */
  private boolean figures() {
    String word = said.get(at);
    boolean taken = word.matches("[0-9]+")
        || lettersToo && word.length() > 1 && word.matches("[a-z0-9]*[0-9][a-z0-9]*");
    if (taken) {
      code.append(word.toUpperCase(java.util.Locale.ROOT));
      at++;
    }
    return taken;
  }

  /** "B", "bravo", "B as in bravo". */
  private boolean letter() {
    Optional<String> letter = letterOf(said.get(at));
    letter.ifPresent(one -> {
      code.append(one);
      at++;
      words.examples().stream()
          .map(CodeWords::words)
          .filter(between -> at + between.size() < said.size()
              && said.subList(at, at + between.size()).equals(between)
              && said.get(at + between.size()).length() > 1)
          .findFirst()
          .ifPresent(between -> at += between.size() + 1);
    });
    return letter.isPresent();
  }

  private Optional<String> letterOf(String word) {
    return word.matches("[a-z]")
        ? Optional.of(word.toUpperCase(java.util.Locale.ROOT))
        : Optional.ofNullable(words.letters().get(word));
  }
}
