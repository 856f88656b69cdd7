package talkspurt.collect;

import java.util.List;

/**
 * By which words of one language a name is found.
 *
 * @param before what is said before a name, however that is written: {@code my name is}
 * @param titles what is said before a name that is written with a capital: {@code Mr}
 * @param behind words that belong to no name, and end one that is written without capitals: {@code and}
 */
public record NameWords(List<String> before, List<String> titles, List<String> behind) {

  /** No names are found. */
  public static final NameWords NONE = new NameWords(List.of(), List.of(), List.of());

  public NameWords {
    before = List.copyOf(before);
    titles = List.copyOf(titles);
    behind = List.copyOf(behind);
  }
}
