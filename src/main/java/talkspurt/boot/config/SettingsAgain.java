package talkspurt.boot.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigUtil;
import java.util.List;
import java.util.Map;

/** Reads profiles, and what they are made of, while calls run. Settings that hold from a start on are not looked at. */
public final class SettingsAgain {

  private static final String PROFILES = "talkspurt.profiles";

  private SettingsAgain() {}

  /**
   * What the files say now; what is wrong with it is told.
   *
   * @param inForce what was read before
   */
  public static Settings read(Settings inForce, Faults faults) {
    SettingsSources before = inForce.sources();
    WrittenSettings written = WrittenSettings.read(before.file(), before.environment(), faults);
    Unresolved unresolved = new Unresolved();
    Config own =
        SettingsReader.usable(written.own(), written.from(), unresolved, faults, Reloadable::only);
    Config fresh = SettingsReader.load(own, unresolved);
    return over(
        inForce,
        fresh,
        new SettingsSources(
            before.file(),
            before.environment(),
            written.folder(),
            written.from().files(),
            fresh));
  }

  private static Settings over(Settings inForce, Config fresh, SettingsSources from) {
    Config merged = Reloadable.over(inForce.config(), fresh);
    return inForce.with(merged, merged.getString("talkspurt.default-profile"), from);
  }

  /** What differs between two readings and holds from a start alone, each with its place. */
  public static List<String> needsStart(Settings started, Settings now) {
    return Reloadable.fixed(started.sources().asRead(), now.sources().asRead());
  }

  /**
   * What would be in force if the files said this of a profile, beside what they say. Who asks learns nothing of the
   * environment: its variables are known by their names alone.
   *
   * @param text a file of profiles, or the inside of this profile's block
   */
  public static Settings asIf(
      Settings inForce,
      String profile,
      String text,
      Map<String, String> environment,
      Faults faults) {
    String path = PROFILES + "." + ConfigUtil.joinPath(profile);
    Config ours = inForce.config().withOnlyPath("talkspurt");
    Unresolved unresolved = Unresolved.withoutValuesOf(environment.keySet());
    Config resolved;
    try {
      Config body = FormerKeys.renamed(SettingsText.read(path, text, faults), faults);
      resolved = unresolved.resolved(body.withFallback(ours.withoutPath(PROFILES)));
    } catch (ConfigException wrong) {
      faults.tell("cannot be read: " + StandInValues.withoutPlace(wrong), wrong.origin());
      return inForce;
    } catch (StackOverflowError deep) {
      faults.tell("cannot be read: its blocks are nested too deep", null);
      return inForce;
    }
    unresolved
        .paths()
        .forEach(missing -> faults.tell(
            "${" + missing + "} leads nowhere; allowed: a setting, or a variable of the"
                + " environment that is set",
            SettingsText.wants(text, missing)));
    if (!resolved.hasPath(path)) {
      faults.tell(
          "has no profile " + profile + "; allowed: talkspurt.profiles." + profile
              + " { … }, or the inside of this block",
          null);
      return inForce;
    }
    Config usable = resolved;
    for (String key :
        KnownKeys.check(Reloadable.only(resolved), SettingsReader.reference(), faults)) {
      usable = usable.withoutPath(key);
    }
    return over(
        inForce,
        usable.withFallback(ours.withOnlyPath(PROFILES).withoutPath(path)),
        inForce.sources());
  }
}
