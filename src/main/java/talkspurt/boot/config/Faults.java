package talkspurt.boot.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is wrong with the settings. Either the first fault is thrown at once, or all are collected: then
 * whoever finds one goes on with a value that stands in, which nobody will use.
 */
public final class Faults {

  /**
   * A fault, or a warning.
   *
   * @param line one line for the person who wrote the settings, with file and line of the setting
   * @param file where it stands; empty where that is no file
   * @param row its line there
   */
  record Fault(String line, String file, int row) {}

  private static final Pattern PLACE = Pattern.compile("(.*?): (\\d+)(-\\d+)?");
  private static final String MERGED = "merge of ";

  /** Files of ours, which hold no fault of the user's. */
  private static final List<String> OWN = List.of(
      "reference.conf",
      "application.conf",
      "embedded.conf",
      "synthesizers.conf",
      "persistence.conf");

  private final boolean atOnce;
  private final Set<Fault> faults = new LinkedHashSet<>();
  private final Set<Fault> warnings = new LinkedHashSet<>();

  private Faults(boolean atOnce) {
    this.atOnce = atOnce;
  }

  /** The first fault is thrown. */
  public static Faults atOnce() {
    return new Faults(true);
  }

  /** All faults are kept. */
  public static Faults collected() {
    return new Faults(false);
  }

  /** Whether whoever finds a fault is to look for more. */
  boolean collects() {
    return !atOnce;
  }

  /** Tells a fault of a place that is known, or null. */
  void tell(String text, ConfigOrigin origin) {
    if (origin != null && origin.description().equals(Unresolved.STAND_IN)) {
      return;
    }
    Fault fault = fault(text, origin);
    if (atOnce) {
      throw new StartFailure(fault.line);
    }
    faults.add(fault);
  }

  /** Tells what works, but hardly as it was meant. Who wants no warnings gets none. */
  void warn(String text, ConfigOrigin origin) {
    warnings.add(fault(text, origin));
  }

  /** Takes over what others were told of, but for places of which this was told already. */
  void takeNew(Faults others) {
    if (others != this) {
      takeNew(faults, others.faults);
      takeNew(warnings, others.warnings);
    }
  }

  private static void takeNew(Set<Fault> known, Set<Fault> others) {
    List<Fault> fresh = others.stream()
        .filter(other -> other.row == 0
            || known.stream().noneMatch(one -> one.row == other.row && one.file.equals(other.file)))
        .toList();
    known.addAll(fresh);
  }

  /** What is read, or nothing where that was told to be wrong. */
  public <T> Optional<T> attempt(Supplier<T> reader) {
    if (atOnce) {
      return Optional.ofNullable(reader.get());
    }
    try {
      return Optional.ofNullable(reader.get());
    } catch (StartFailure wrong) {
      if (!wrong.told()) {
        faults.add(new Fault(wrong.getMessage(), "", 0));
      }
      return Optional.empty();
    } catch (ConfigException wrong) {
      tell(StandInValues.withoutPlace(wrong), wrong.origin());
      return Optional.empty();
    } catch (IllegalArgumentException wrong) {
      faults.add(new Fault(wrong.getMessage(), "", 0));
      return Optional.empty();
    }
  }

  /** All that is wrong, in the order of files and lines. */
  public List<String> all() {
    return lines(faults);
  }

  /** All that is warned of, in the order of files and lines. */
  public List<String> warnings() {
    return lines(warnings);
  }

  /** Ends the start where anything is wrong. */
  public void orThrow() {
    if (!faults.isEmpty()) {
      throw StartFailure.of(all());
    }
  }

  private static List<String> lines(Set<Fault> some) {
    return some.stream()
        .sorted(Comparator.comparing(Fault::file).thenComparing(Fault::row))
        .map(Fault::line)
        .distinct()
        .toList();
  }

  private static Fault fault(String text, ConfigOrigin origin) {
    String place = place(origin);
    if (place.isEmpty()) {
      return new Fault(text, "", 0);
    }
    Matcher row = PLACE.matcher(place);
    return row.matches()
        ? new Fault(text + " (" + place + ")", row.group(1), Integer.parseInt(row.group(2)))
        : new Fault(text + " (" + place + ")", place, 0);
  }

  /** Where a user's part of it stands; empty where all of it is ours. */
  static String place(ConfigOrigin origin) {
    if (origin == null) {
      return "";
    }
    String whole = origin.description();
    return Arrays.stream(
            whole.startsWith(MERGED)
                ? whole.substring(MERGED.length()).split(",")
                : new String[] {whole})
        .filter(part -> !ours(part))
        .findFirst()
        .orElse("");
  }

  private static boolean ours(String part) {
    return OWN.stream().anyMatch(file -> part.startsWith(file + " @ "))
        || part.equals("system properties")
        || part.equals("hardcoded value")
        || part.equals("empty config");
  }
}
