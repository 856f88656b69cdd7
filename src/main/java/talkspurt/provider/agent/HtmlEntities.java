package talkspurt.provider.agent;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import talkspurt.text.OutsideText;

/** Names and numbers that HTML has for characters. */
final class HtmlEntities {

  private static final int FIRST_LATIN = 0xA0;
  private static final String LATIN =
      "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2"
          + " sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave"
          + " Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc"
          + " Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml"
          + " Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc"
          + " euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash"
          + " ugrave uacute ucirc uuml yacute thorn yuml";
  private static final Map<String, Integer> NAMED = named();

  private static final String BEHIND_AMPERSAND =
      "(?:(" + String.join("|", NAMED.keySet()) + ")|#(\\d{1,6})|#[xX]([0-9a-fA-F]{1,5}));";

  /** One entity, for {@link #character}. */
  static final Pattern ENTITY = Pattern.compile("&" + BEHIND_AMPERSAND);

  /** The ampersand of an entity that was escaped once more: "&amp;amp;". */
  static final Pattern ESCAPED_TWICE = Pattern.compile("&amp;(?=" + BEHIND_AMPERSAND + ")");

  private HtmlEntities() {}

  /** What an entity stands for; U+FFFD where that is no character. */
  static int character(Matcher entity) {
    if (entity.group(1) != null) {
      return NAMED.get(entity.group(1));
    }
    int number = entity.group(2) != null
        ? Integer.parseInt(entity.group(2))
        : Integer.parseInt(entity.group(3), 16);
    return OutsideText.repaired(Character.toString(number)).codePointAt(0);
  }

  private static Map<String, Integer> named() {
    Map<String, Integer> entities = new HashMap<>(Map.ofEntries(
        Map.entry("amp", (int) '&'),
        Map.entry("lt", (int) '<'),
        Map.entry("gt", (int) '>'),
        Map.entry("quot", (int) '"'),
        Map.entry("apos", (int) '\''),
        Map.entry("ensp", (int) ' '),
        Map.entry("emsp", (int) ' '),
        Map.entry("thinsp", (int) ' '),
        Map.entry("ndash", 0x2013),
        Map.entry("mdash", 0x2014),
        Map.entry("lsquo", 0x2018),
        Map.entry("rsquo", 0x2019),
        Map.entry("sbquo", 0x201A),
        Map.entry("ldquo", 0x201C),
        Map.entry("rdquo", 0x201D),
        Map.entry("bdquo", 0x201E),
        Map.entry("lsaquo", 0x2039),
        Map.entry("rsaquo", 0x203A),
        Map.entry("hellip", 0x2026),
        Map.entry("euro", 0x20AC),
        Map.entry("trade", 0x2122),
        Map.entry("bull", 0x2022),
        Map.entry("larr", 0x2190),
        Map.entry("rarr", 0x2192)));
    int character = FIRST_LATIN;
    for (String name : LATIN.split(" ")) {
      entities.put(name, character);
      character++;
    }
    return Map.copyOf(entities);
  }
}
