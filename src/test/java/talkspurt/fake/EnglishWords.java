package talkspurt.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;

/** Finds English in what is said and told in calls in German, French, Spanish, Turkish or Japanese. */
public final class EnglishWords {

  /** Words that are English and none of the other five. */
  private static final Pattern ENGLISH = Pattern.compile(
      "(?i)\\b(the|this|that|these|you|your|is|are|not|please|sorry|hello|goodbye|thank|thanks|caller|call|pressed|said|"
          + "something|could|understood|silent|answer|opening|hours|closed|nothing|behind|key|still|there|again|from|"
          + "nine|five|moment please|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|november|"
          + "morning|afternoon|evening|night|tool|words|with|language|speak|english|have|must|required|found|"
          + "wrong|allowed|colleague|operator|rule|nobody|asked|entered|done|lines|corrected|value)\\b");

  private EnglishWords() {}

  /** None of these texts has an English word, unless the language is English. */
  public static void noneIn(String tag, Iterable<String> texts) {
    for (String text : texts) {
      if (!tag.equals("en")) {
        assertThat(ENGLISH.matcher(text).results().map(found -> found.group()).toList())
            .as("%s: %s", tag, text)
            .isEmpty();
      }
    }
  }

  /** The same of one text. */
  public static void noneIn(String tag, String text) {
    noneIn(tag, List.of(text));
  }
}
