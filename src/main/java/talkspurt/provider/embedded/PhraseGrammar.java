package talkspurt.provider.embedded;

import java.util.List;
import java.util.stream.Collectors;

/** The phrases of a profile as a grammar in JSGF (W3C note of 5 June 2000). */
final class PhraseGrammar {

  private PhraseGrammar() {}

  /**
   * One phrase or more, with any of the carriers around them.
   *
   * @param carriers what people say around what they mean: "please", "i would like"
   */
  static String of(String name, List<String> phrases, List<String> carriers) {
    return "#JSGF V1.0;\ngrammar " + name + ";\n"
        + "<carrier> = " + alternatives(carriers) + ";\n"
        + "<phrase> = " + alternatives(phrases) + ";\n"
        + "public <said> = [<carrier>] [<carrier>] [<carrier>] <phrase> [please];\n";
  }

  private static String alternatives(List<String> phrases) {
    return phrases.stream().map(phrase -> "(" + phrase + ")").collect(Collectors.joining(" | "));
  }
}
