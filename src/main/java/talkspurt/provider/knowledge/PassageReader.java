package talkspurt.provider.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Parts a document in passages: Markdown by its headings, plain text by its empty lines. The paragraphs
 * below one heading are one passage as long as they have room in it; what is longer is parted between
 * paragraphs, then between sentences, then between words.
 */
public final class PassageReader {

  private static final Pattern HEADING = Pattern.compile("(#{1,6})\\s+(.*?)(\\s+#+)?\\s*");
  private static final Pattern FENCE = Pattern.compile("\\s*(```|~~~).*");
  private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?;。！？])\\s*(?=\\S)");

  private final int longest;
  private final List<Passage> passages = new ArrayList<>();
  private final List<String> headings = new ArrayList<>();
  private final List<String> below = new ArrayList<>();
  private boolean described = true;

  private PassageReader(int longest) {
    this.longest = longest;
  }

  /**
   * The passages of a document, in its order.
   *
   * @param longest how many characters a passage's text has at most
   */
  public static List<Passage> read(String document, int longest) {
    PassageReader reader = new PassageReader(longest);
    boolean headed = document.lines().anyMatch(line -> HEADING.matcher(line).matches());
    StringBuilder paragraph = new StringBuilder();
    boolean fenced = false;
    for (String line : (Iterable<String>) document.lines()::iterator) {
      fenced ^= FENCE.matcher(line).matches();
      Matcher heading = HEADING.matcher(line);
      if (!fenced && heading.matches()) {
        reader.paragraph(paragraph);
        reader.heading(heading.group(1).length(), heading.group(2).strip());
      } else if (line.isBlank()) {
        reader.paragraph(paragraph);
        if (!headed) {
          reader.section();
        }
      } else if (!FENCE.matcher(line).matches()) {
        paragraph.append(paragraph.isEmpty() ? "" : " ").append(line.strip());
      }
    }
    reader.paragraph(paragraph);
    reader.heading(1, "");
    return List.copyOf(reader.passages);
  }

  private void paragraph(StringBuilder words) {
    if (!words.isEmpty()) {
      below.add(words.toString().replaceAll("\\s+", " "));
      words.setLength(0);
    }
  }

  private void heading(int level, String words) {
    section();
    if (!described && level <= headings.size()) {
      passages.add(new Passage(title(), ""));
    }
    while (headings.size() >= level) {
      headings.remove(headings.size() - 1);
    }
    while (headings.size() < level - 1) {
      headings.add("");
    }
    headings.add(words);
    described = words.isEmpty();
  }

  private String title() {
    return headings.stream().filter(words -> !words.isEmpty()).collect(Collectors.joining(": "));
  }

  /** What stands below the heading, up to here. */
  private void section() {
    described |= !below.isEmpty();
    for (String text : packed(below.stream().flatMap(this::pieces).toList())) {
      passages.add(new Passage(title(), text));
    }
    below.clear();
  }

  private Stream<String> pieces(String paragraph) {
    return paragraph.length() <= longest
        ? Stream.of(paragraph)
        : packed(SENTENCE_END.splitAsStream(paragraph).flatMap(this::words).toList()).stream();
  }

  private Stream<String> words(String sentence) {
    if (sentence.length() <= longest) {
      return Stream.of(sentence);
    }
    List<String> pieces = new ArrayList<>();
    for (int at = 0; at < sentence.length(); ) {
      int end = Math.min(sentence.length(), at + longest);
      int blank = end < sentence.length() ? sentence.lastIndexOf(' ', end) : end;
      end = blank > at ? blank : end;
      pieces.add(sentence.substring(at, end));
      at = end < sentence.length() && sentence.charAt(end) == ' ' ? end + 1 : end;
    }
    return pieces.stream();
  }

  /** As many pieces in one as have room in it. */
  private List<String> packed(List<String> pieces) {
    List<String> full = new ArrayList<>();
    StringBuilder next = new StringBuilder();
    for (String piece : pieces) {
      if (!next.isEmpty() && next.length() + 1 + piece.length() > longest) {
        full.add(next.toString());
        next.setLength(0);
      }
      next.append(next.isEmpty() ? "" : " ").append(piece);
    }
    if (!next.isEmpty()) {
      full.add(next.toString());
    }
    return full;
  }
}
