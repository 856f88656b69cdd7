package talkspurt.collect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import talkspurt.text.OutsideText;

/**
 * Takes out of what was said what tells who said it: e-mail addresses, IBANs (by their checksum), cards (Luhn), numbers of
 * five digits and more, written or spoken, and names behind words such as "my name is". In their place stands what they
 * were, in brackets. Looks at each place a bounded number of times. What was redacted stays as it is.
 */
public final class Redaction {

  /** So many digits together are a number that may tell somebody. */
  static final int LEAST_DIGITS = 5;

  private static final int LEAST_CARD = 13;
  private static final int MOST_CARD = 19;
  private static final int LEAST_IBAN = 15;
  private static final int MOST_IBAN = 34;
  private static final int IBAN_HEAD = 4;
  private static final int MOST_BETWEEN = 2;
  private static final String BETWEEN_DIGITS = " -./()\u00a0";
  private static final String BRACKETS = "[]";
  private static final String PAUSES = ",.-\u3001\uff0c";
  private static final String OF_ADDRESSES = "._%+-";

  private final CodeWords words;
  private final SpokenNames names;

  /** A part of a text, and what it is. */
  record Span(int from, int to, String what) {}

  /** A word, as words are compared, and its place. */
  record Token(int from, int to, String word) {}

  /**
   * For one language.
   *
   * @param words how digits are said
   * @param names what tells that a name follows
   */
  public Redaction(CodeWords words, NameWords names) {
    this.words = words;
    this.names = new SpokenNames(names);
  }

  /** The text without them. */
  public String redacted(String raw) {
    String text = OutsideText.repaired(raw);
    List<Span> spans = new ArrayList<>();
    addresses(text, spans);
    accounts(text, spans);
    figures(text, spans);
    List<Token> tokens = tokens(text);
    spoken(text, tokens, spans);
    names.find(text, tokens).forEach(spans::add);
    return replaced(text, spans);
  }

  private static String replaced(String text, List<Span> spans) {
    spans.sort(
        Comparator.comparingInt(Span::from).thenComparing(Span::to, Comparator.reverseOrder()));
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (Span span : spans) {
      if (span.from() >= at) {
        out.append(text, at, span.from()).append('[').append(span.what()).append(']');
      }
      at = Math.max(at, span.to());
    }
    return out.append(text, at, text.length()).toString();
  }

  private static void addresses(String text, List<Span> spans) {
    for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      int from = at;
      while (from > 0 && ofAddress(text.charAt(from - 1))) {
        from--;
      }
      int to = at + 1;
      int dot = -1;
      while (to < text.length() && ofAddress(text.charAt(to))) {
        dot = text.charAt(to) == '.' && to + 1 < text.length() && letter(text, to + 1) ? to : dot;
        to++;
      }
      if (from < at && dot > at + 1) {
        spans.add(new Span(from, to, "email"));
      }
    }
  }

  private static boolean ofAddress(char one) {
    return Character.isLetterOrDigit(one) || OF_ADDRESSES.indexOf(one) >= 0;
  }

  private static boolean letter(String text, int at) {
    return Character.isLetterOrDigit(text.charAt(at));
  }

  private static void accounts(String text, List<Span> spans) {
    for (int at = 0; at + IBAN_HEAD < text.length(); at++) {
      boolean begins = (at == 0 || !letter(text, at - 1)) && latin(text, at) && latin(text, at + 1);
      int to = begins ? account(text, at) : 0;
      if (to > 0) {
        spans.add(new Span(at, to, "iban"));
        at = to;
      }
    }
  }

  private static boolean latin(String text, int at) {
    char one = Character.toUpperCase(text.charAt(at));
    return one >= 'A' && one <= 'Z';
  }

  /** Where the IBAN ends that begins here; 0: there is none. */
  private static int account(String text, int from) {
    StringBuilder value = new StringBuilder();
    int longest = 0;
    boolean gap = false;
    for (int at = from; at < text.length() && value.length() < MOST_IBAN; at++) {
      char one = Character.toUpperCase(text.charAt(at));
      if (one >= 'A' && one <= 'Z' || one >= '0' && one <= '9') {
        value.append(one);
        gap = false;
        boolean ends = at + 1 == text.length() || !letter(text, at + 1);
        if (ends && value.length() >= LEAST_IBAN && Checksum.IBAN.passes(value.toString())) {
          longest = at + 1;
        }
      } else if (one == ' ' && !gap) {
        gap = true;
      } else {
        break;
      }
    }
    return longest;
  }

  private static void figures(String text, List<Span> spans) {
    int at = 0;
    while (at < text.length()) {
      if (Character.digit(text.charAt(at), 10) < 0) {
        at++;
        continue;
      }
      StringBuilder digits = new StringBuilder();
      int to = at;
      for (int next = at; next < text.length() && next - to <= MOST_BETWEEN; next++) {
        int digit = Character.digit(text.charAt(next), 10);
        if (digit >= 0) {
          digits.append(digit);
          to = next + 1;
        } else if (BETWEEN_DIGITS.indexOf(text.charAt(next)) < 0) {
          break;
        }
      }
      if (digits.length() >= LEAST_DIGITS) {
        int from = at > 0 && text.charAt(at - 1) == '+' ? at - 1 : at;
        spans.add(new Span(from, to, kind(digits.toString())));
      }
      at = to;
    }
  }

  private static String kind(String digits) {
    boolean card = digits.length() >= LEAST_CARD
        && digits.length() <= MOST_CARD
        && Checksum.LUHN.passes(digits);
    return card ? "card" : "number";
  }

  /** Words with their places; each character is one in scripts without blanks. */
  private static List<Token> tokens(String text) {
    List<Token> tokens = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int to = at;
      while (to < text.length() && ofWord(text.charAt(to))) {
        to++;
      }
      if (to > at) {
        List<String> found = CodeWords.words(text.substring(at, to));
        boolean eachByItself = found.size() > 1 && found.size() == to - at;
        for (int part = 0; eachByItself && part < found.size(); part++) {
          tokens.add(new Token(at + part, at + part + 1, found.get(part)));
        }
        if (!eachByItself) {
          tokens.add(new Token(at, to, String.join(" ", found)));
        }
      }
      at = Math.max(to, at + 1);
    }
    return tokens;
  }

  private static boolean ofWord(char one) {
    return Character.isLetterOrDigit(one)
        || Character.getType(one) == Character.NON_SPACING_MARK
        || Character.getType(one) == Character.COMBINING_SPACING_MARK
        || one == '\'';
  }

  private void spoken(String text, List<Token> tokens, List<Span> spans) {
    List<String> said = tokens.stream().map(Token::word).toList();
    int at = 0;
    while (at < said.size()) {
      int to = at;
      int end = at;
      int digits = 0;
      while (to < said.size()) {
        int count = together(text, tokens, at, to) ? numberAt(said, to) : 0;
        if (count == 0) {
          if (digits == 0
              || !together(text, tokens, at, to)
              || !words.and().contains(said.get(to))) {
            break;
          }
          to++;
          continue;
        }
        digits += digits(said, to, count);
        to += count;
        end = to;
      }
      if (digits >= LEAST_DIGITS) {
        int from = tokens.get(at).from();
        int until = tokens.get(end - 1).to();
        spans.add(
            new Span(from, until, kind(SpokenCode.of(text.substring(from, until), words, false))));
      }
      at = Math.max(end, at + 1);
    }
  }

  /** Whether nothing but blanks and a pause is before this word, unless it is the first. */
  private static boolean together(String text, List<Token> tokens, int first, int at) {
    int from = tokens.get(at).from();
    if (at == first) {
      return outsideBrackets(text, from);
    }
    return text.substring(tokens.get(at - 1).to(), from)
        .chars()
        .allMatch(one -> Character.isWhitespace(one) || PAUSES.indexOf(one) >= 0);
  }

  /** Whether what begins here is not what stands in place of something. */
  static boolean outsideBrackets(String text, int from) {
    return from == 0 || BRACKETS.indexOf(text.charAt(from - 1)) < 0;
  }

  /** How many words say digits here. */
  private int numberAt(List<String> said, int at) {
    String word = said.get(at);
    boolean alone = words.repeats().containsKey(word)
        || words.hundred().contains(word)
        || words.thousand().contains(word)
        || !word.isEmpty() && word.chars().allMatch(Character::isDigit);
    int count = words.numberAt(said, at);
    return count == 0 && alone ? 1 : count;
  }

  private int digits(List<String> said, int at, int count) {
    Integer value = words.numbers().get(String.join(" ", said.subList(at, at + count)));
    if (value != null) {
      return value.toString().length();
    }
    String word = said.get(at);
    Integer times = words.repeats().get(word);
    if (times != null) {
      return times - 1;
    }
    return word.chars().allMatch(Character::isDigit) ? word.length() : 1;
  }
}
