package talkspurt.provider.agent;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a full stop stands behind in a language without ending a sentence. */
final class Abbreviations {

  private static final String DAYS_AND_ZONES =
      "monday tuesday wednesday thursday friday saturday sunday eastern central mountain pacific et ct mt"
          + " pt est edt cst cdt mst mdt pst pdt gmt utc cet";

  private static final Set<String> EVERYWHERE =
      words("dr mr mrs ms prof st jr sr vs approx e.g i.e ca");

  private static final Map<String, Set<String>> BY_LANGUAGE = Map.ofEntries(
      Map.entry("en", words("mt ft dept rev gen col sgt capt lt hon messrs gov sen rep")),
      Map.entry(
          "de",
          words(
              "hr fr nr str bzw ca evtl ggf vgl inkl exkl zzgl abzgl z.b d.h u.a o.ä i.d.r"
                  + " u.u s.o s.u v.a dipl ing med tel abt mind geb gegr sog bspw mwst sen jun rd wg a.d i.a i.v u.ä o.g s.g z.t z.zt m.e")),
      Map.entry("fr", words("m mm mme mmes mlle me pr ste p.ex c.-à-d env av bd tél art éd")),
      Map.entry("es", words("sr sra sres srta dra ud uds d dña ee p.ej núm tel av avda aprox pág")),
      Map.entry("pt", words("sra srta dra p.ex núm tel av exmo exma pág aprox")),
      Map.entry("it", words("sig sigg sig.ra dott dott.ssa avv ing p.es es tel pag art")),
      Map.entry(
          "nl", words("dhr mevr mw drs ir ing bijv d.w.z nr tel blz o.a m.b.t resp incl excl")),
      Map.entry("da", words("hr fr f.eks bl.a ca nr tlf kl dvs")),
      Map.entry("nb", words("hr fr f.eks bl.a ca nr tlf kl dvs")),
      Map.entry("no", words("hr fr f.eks bl.a ca nr tlf kl dvs")),
      Map.entry("sv", words("hr fr t.ex bl.a ca nr tel kl dvs")),
      Map.entry("fi", words("esim ns klo puh n")),
      Map.entry("pl", words("p inż mgr ul al np tj m.in tel nr godz ok im św r")),
      Map.entry("cs", words("p pí tel č čp např tzv mj ing mgr ul")),
      Map.entry("tr", words("sn av bkz vb tel cad sok")),
      Map.entry("ru", words("г ул им т.е тел стр д кв руб гл просп пр")),
      Map.entry("uk", words("вул ім т.д т.п тел стор обл грн")),
      Map.entry("hi", words("डॉ श्री पं प्रो")),
      Map.entry("mr", words("डॉ श्री प्रा")),
      Map.entry("bn", words("ডা ড মো প্রো")),
      Map.entry("ar", words("د أ م")),
      Map.entry("hu", words("pl ill stb kb ún tel")),
      Map.entry("ro", words("str dl dna nr tel dvs")),
      Map.entry("hr", words("npr tj ul gđa tel br")),
      Map.entry("sl", words("npr tj ul ga tel št")),
      Map.entry("el", words("κ κα κος δρ τηλ οδ π.χ δηλ λ.χ")));

  /** Only with a figure behind: "No. 5", "p. 12", but "No. It is not." */
  private static final Set<String> BEFORE_FIGURES = words(
      "no nos nr nº n° p pp s art sec fig vol ch ext tel room rm hauptstr apt ste bldg est jan feb mar apr"
          + " jun jul aug sep sept oct nov dec");

  /** With one of these behind: "& Co. KG", "at 5 p.m. Monday". */
  private static final Map<String, Set<String>> BEFORE_WORDS = Map.of(
      "co", words("kg kgaa ohg ltd inc llc"),
      "a.m", words(DAYS_AND_ZONES),
      "p.m", words(DAYS_AND_ZONES));

  /** In English no sentence ends behind these unless one of the words below begins another: "the U.S. Army". */
  private static final Pattern INITIALS =
      Pattern.compile("(?:\\p{Lu}\\.){1,3}\\p{Lu}|u\\.s|u\\.s\\.a|u\\.k");

  private static final Set<String> BEGINNINGS = words(
      "he she it we you they i the this that these those there here in on at if but and or so what"
          + " when where who how why is are do does did can could will would please my your our their his"
          + " her its a an yes no not for from to let shall may have has was were should just then also call"
          + " press thank thanks ok okay");

  private static final Pattern LAST_WORD =
      Pattern.compile("(?:^|[\\s(\\[\"'\u00AB\u201E\u201C])([^\\s(\\[]+)$");
  private static final Pattern LAST_TWO =
      Pattern.compile("(?:^|[\\s(\\[\"'])(\\p{L}\\.\\h?\\p{L}{1,2})$");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");
  private static final Pattern BEFORE_NUMBER =
      Pattern.compile("(?:^|.*?[\\s(])(\\p{L}+)\\h+\\d{1,3}$", Pattern.DOTALL);

  /** In German an ordinal is a figure with a full stop, before a noun in capitals. */
  private static final Set<String> BEFORE_ORDINALS =
      words("am der die das dem den des im beim vom zum zur"
          + " ein eine einen einem einer jeder jede jedes jeden jedem dieser diese dieses diesen diesem ihr"
          + " ihre ihren ihrem ihrer unser unsere unseren unserem mein meine meinen meinem sein seine seinen"
          + " seinem dein deine deinen ins ans montag dienstag mittwoch donnerstag freitag samstag sonnabend"
          + " sonntag");

  private static final Set<String> MONTHS =
      words("januar jänner februar feber märz april mai juni juli"
          + " august september oktober november dezember jan feb apr jun jul aug sep sept okt nov dez stock"
          + " stockwerk etage jahrhundert quartal klasse platz mal");

  private final String language;
  private final Set<String> known;

  private Abbreviations(String language) {
    this.language = language;
    known = new TreeSet<>(EVERYWHERE);
    known.addAll(BY_LANGUAGE.getOrDefault(language, Set.of()));
  }

  private static Set<String> words(String listed) {
    return Set.copyOf(new TreeSet<>(Arrays.asList(listed.split(" "))));
  }

  static Abbreviations of(String tag) {
    return new Abbreviations(Locale.forLanguageTag(tag).getLanguage());
  }

  boolean greek() {
    return language.equals("el");
  }

  /**
   * Whether a full stop does not end the sentence.
   *
   * @param before the sentence up to the full stop
   * @param behind what follows it and its blanks, as far as it is known
   */
  boolean stopWithin(String before, String behind) {
    Matcher last = LAST_WORD.matcher(before);
    if (!last.find()) {
      return false;
    }
    String word = last.group(1);
    if (NUMBER.matcher(word).matches()) {
      return before.strip().equals(word) || ordinal(before, behind);
    }
    String lower = word.toLowerCase(Locale.ROOT);
    if (initial(word, behind) || known.contains(lower)) {
      return true;
    }
    if (BEFORE_FIGURES.contains(lower) && Character.isDigit(behind.codePointAt(0))) {
      return true;
    }
    String next = nextWord(behind);
    boolean whole = next.length() < behind.length();
    if (language.equals("en") && INITIALS.matcher(word).matches()) {
      return !(whole && BEGINNINGS.contains(next));
    }
    Set<String> followers = BEFORE_WORDS.getOrDefault(lower, Set.of());
    if (followers.contains(next)
        || !whole && followers.stream().anyMatch(each -> each.startsWith(next))) {
      return true;
    }
    Matcher two = LAST_TWO.matcher(before);
    return two.find()
        && known.contains(two.group(1).replaceAll("\\h", "").toLowerCase(Locale.ROOT));
  }

  /** "J. Smith", "z. B.": of a small letter it shows by what follows, once there are two characters. */
  private boolean initial(String word, String behind) {
    if (word.length() != 1 || !Character.isLetter(word.charAt(0))) {
      return false;
    }
    if (Character.isUpperCase(word.charAt(0))) {
      return !(language.equals("en") && word.equals("I"));
    }
    return behind.length() < 2 || Character.isLetter(behind.charAt(0)) && behind.charAt(1) == '.';
  }

  private static String nextWord(String behind) {
    return behind.split("[^\\p{L}]", 2)[0].toLowerCase(Locale.ROOT);
  }

  private boolean ordinal(String before, String behind) {
    if (!language.equals("de")) {
      return false;
    }
    Matcher word = BEFORE_NUMBER.matcher(before);
    if (word.matches() && BEFORE_ORDINALS.contains(word.group(1).toLowerCase(Locale.ROOT))) {
      return true;
    }
    String next = nextWord(behind);
    return MONTHS.contains(next)
        || behind.length() == next.length()
            && MONTHS.stream().anyMatch(month -> month.startsWith(next));
  }
}
