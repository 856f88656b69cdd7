package talkspurt.collect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import talkspurt.collect.Redaction.Span;
import talkspurt.collect.Redaction.Token;

/** Finds names by what is said before them. Looks at each word a bounded number of times. */
final class SpokenNames {

  private static final int MOST_WITH_CAPITALS = 3;
  private static final int MOST_WITHOUT = 2;
  private static final int MOST_CHARACTERS = 4;
  private static final int MOST_PARTICLES = 2;

  /** Small words within names, of any language. */
  private static final Set<String> PARTICLES = Set.of(
      "de", "del", "della", "di", "da", "do", "dos", "das", "van", "von", "vom", "zu", "der", "den",
      "ter", "ten", "la", "le", "du", "des", "af", "al", "el", "bin", "ben");

  /** Longest first, by the word that they begin with. */
  private final Map<String, List<Lead>> leads;

  private final Map<String, List<List<String>>> behind;

  /** Words before a name. */
  private record Lead(List<String> words, boolean title) {}

  SpokenNames(NameWords words) {
    this.leads = Stream.concat(
            words.before().stream().map(lead -> new Lead(CodeWords.words(lead), false)),
            words.titles().stream().map(lead -> new Lead(CodeWords.words(lead), true)))
        .filter(lead -> !lead.words().isEmpty())
        .sorted(Comparator.comparingInt((Lead lead) -> lead.words().size()).reversed())
        .collect(Collectors.groupingBy(lead -> lead.words().get(0)));
    this.behind = words.behind().stream()
        .map(CodeWords::words)
        .filter(some -> !some.isEmpty())
        .collect(Collectors.groupingBy(some -> some.get(0)));
  }

  /** Where names are. */
  List<Span> find(String text, List<Token> tokens) {
    List<Span> names = new ArrayList<>();
    List<String> said = tokens.stream().map(Token::word).toList();
    int at = 0;
    while (at < said.size()) {
      int last = Redaction.outsideBrackets(text, tokens.get(at).from())
          ? behindName(text, tokens, said, at, names)
          : 0;
      at = Math.max(at + 1, last);
    }
    return names;
  }

  /** Adds the name before which the words from here on stand; where it ends, or 0. */
  private int behindName(
      String text, List<Token> tokens, List<String> said, int at, List<Span> names) {
    for (Lead lead : leads.getOrDefault(said.get(at), List.of())) {
      int first = at + lead.words().size();
      if (first < said.size() && said.subList(at, first).equals(lead.words())) {
        int last = behindLast(text, tokens, said, first, lead.title());
        if (last > 0) {
          names.add(new Span(tokens.get(first).from(), tokens.get(last - 1).to(), "name"));
          return last;
        }
      }
    }
    return 0;
  }

  private int behindLast(
      String text, List<Token> tokens, List<String> said, int first, boolean title) {
    int from = tokens.get(first).from();
    boolean capitals = Character.isUpperCase(text.codePointAt(from));
    boolean noName = title && !capitals || !capitals && ends(said, first);
    if (noName || !Redaction.outsideBrackets(text, from)) {
      return 0;
    }
    int most = capitals ? MOST_WITH_CAPITALS : MOST_WITHOUT;
    if (CodeWords.character(said.get(first))) {
      most = MOST_CHARACTERS;
    }
    int last = first + 1;
    int parts = 1;
    while (parts < most) {
      int next = capitals ? behindParticles(text, tokens, said, last) : last;
      if (!goesOn(text, tokens, next)
          || ends(said, next)
          || capitals
              && !Character.isUpperCase(text.codePointAt(tokens.get(next).from()))) {
        break;
      }
      last = next + 1;
      parts++;
    }
    return last;
  }

  /** Behind the small words that may stand here within a name. */
  private static int behindParticles(String text, List<Token> tokens, List<String> said, int from) {
    int at = from;
    while (at - from < MOST_PARTICLES
        && goesOn(text, tokens, at)
        && PARTICLES.contains(said.get(at))
        && goesOn(text, tokens, at + 1)) {
      at++;
    }
    return at;
  }

  /** Whether a word stands here with nothing but blanks before it. */
  private static boolean goesOn(String text, List<Token> tokens, int at) {
    return at < tokens.size()
        && text.substring(tokens.get(at - 1).to(), tokens.get(at).from()).isBlank();
  }

  /** Whether words stand here that belong to no name. */
  private boolean ends(List<String> said, int at) {
    return behind.getOrDefault(said.get(at), List.of()).stream()
        .anyMatch(some -> at + some.size() <= said.size()
            && said.subList(at, at + some.size()).equals(some));
  }
}
