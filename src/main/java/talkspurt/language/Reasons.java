package talkspurt.language;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import talkspurt.language.Wording.Text;
import talkspurt.text.Placeholders;

/**
 * Why tools fail, and what became of earlier calls, from English into the language of a call: whoever tells it need not
 * know that language, and operators read the same as ever.
 */
final class Reasons {

  /** Those that begin alike stand in the order in which they are tried. */
  private static final List<Text> KNOWN = List.of(
      Text.TOOL_CHOICE,
      Text.TOOL_MISSING,
      Text.TOOL_NOT_HERE,
      Text.TOOL_BROKE_DOWN,
      Text.TOOL_NEEDS,
      Text.TOOL_REFUSED,
      Text.TOOL_OUT_OF_ORDER,
      Text.TOOL_UNANSWERED,
      Text.TOOL_TOO_MANY,
      Text.TOOL_WRONG,
      Text.TOOL_NOT_NOW,
      Text.ARGUMENTS_NO_OBJECT,
      Text.ARGUMENTS_WRONG,
      Text.HANDOFF_NOT_NOW,
      Text.HANDOFF_UNKNOWN,
      Text.SECRET_GONE,
      Text.SECRET_ELSEWHERE,
      Text.SECRET_MISPLACED,
      Text.ARGUMENT_LENGTH,
      Text.ARGUMENT_MUST,
      Text.ARGUMENT_ADDRESS,
      Text.ARGUMENT_ALLOWED,
      Text.EARLIER_COMPLETED,
      Text.EARLIER_HUNG_UP,
      Text.EARLIER_TRANSFERRED,
      Text.EARLIER_TRANSFER_UNCONFIRMED,
      Text.EARLIER_NOT_COME_ABOUT,
      Text.EARLIER_FAULT,
      Text.EARLIER_BY_OPERATOR,
      Text.EARLIER_TO_PERSON,
      Text.EARLIER_NO_PLACE,
      Text.EARLIER_TOO_LONG);

  private record Reason(Text text, Pattern pattern) {}

  private static final List<Reason> REASONS =
      KNOWN.stream().map(text -> new Reason(text, pattern(text))).toList();

  private Reasons() {}

  static String in(Wording words, String english) {
    return known(words, english).orElseGet(() -> SchemaFaults.in(words, english));
  }

  private static Optional<String> known(Wording words, String english) {
    for (Reason reason : REASONS) {
      Matcher found = reason.pattern.matcher(english);
      if (found.matches()) {
        Object[] values = new Object[found.groupCount()];
        for (int at = 0; at < values.length; at++) {
          values[at] = found.group(at + 1);
        }
        if (reason.text == Text.ARGUMENTS_WRONG) {
          values[1] = in(words, found.group(2));
        }
        return Optional.of(words.of(reason.text, values));
      }
    }
    return Optional.empty();
  }

  /** English has the names in the order of {@link Text#names}. */
  private static Pattern pattern(Text text) {
    String english = LanguagePack.shipped(PackReader.FALLBACK).wording().texts().get(text);
    StringBuilder pattern = new StringBuilder();
    int from = 0;
    for (Placeholders.Placeholder one : Placeholders.in(english)) {
      String name = "{" + one.name() + "}";
      int at = english.indexOf(name, from);
      pattern.append(Pattern.quote(english.substring(from, at))).append("(.*?)");
      from = at + name.length();
    }
    return Pattern.compile(
        pattern.append(Pattern.quote(english.substring(from))).toString(), Pattern.DOTALL);
  }
}
