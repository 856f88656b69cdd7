package talkspurt.boot;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import talkspurt.boot.config.ProfileReader;
import talkspurt.boot.config.Settings;
import talkspurt.boot.config.StartFailure;
import talkspurt.call.Variant;
import talkspurt.check.Endpoint;
import talkspurt.check.ProfileCheck;
import talkspurt.doctor.Finding;
import talkspurt.provider.embedded.EmbeddedProviders;
import talkspurt.provider.mediastream.MediaStreamBot;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.NanoClock;

/** The command that asks the providers of a profile, before callers do. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Ask each provider of a profile, fallbacks too, and say what it answers or what is wrong.",
      "One line a finding: ok, warn or fail. Exit status 1 when anything failed.",
      "Voices say a sentence, recognisers are played it, agents are asked one question: that may",
      "cost as much as a short call. Tools are connected to, and not run."
    },
    sortOptions = false)
final class CheckCommand implements Callable<Integer> {

  private static final String ALONE = "akka.actor.provider = local, akka.loglevel = WARNING";

  @Spec
  private CommandSpec spec;

  @Mixin
  private SettingsOption option;

  @Option(names = "--profile", paramLabel = "NAME", description = "which profile (the default one)")
  private String profile;

  @Option(
      names = "--variant",
      paramLabel = "NAME",
      defaultValue = "",
      description = "which variant of the profile (the profile without variants)")
  private String variant;

  @Option(
      names = "--settings",
      description = {
        "only look at settings and profiles: nobody is asked, no port opened. All faults are told,",
        "with file and line"
      })
  private boolean settingsOnly;

  @Option(
      names = "--say",
      paramLabel = "WORDS",
      defaultValue = "One moment please.",
      description = "what voices say and recognisers are played (${DEFAULT-VALUE})")
  private String say;

  @Option(
      names = "--ask",
      paramLabel = "WORDS",
      defaultValue = "Hello, who are you?",
      description = "what agents are asked (${DEFAULT-VALUE})")
  private String ask;

  private final Map<String, String> environment;

  CheckCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Returns 0, or 1 when anything failed. */
  @Override
  public Integer call() {
    try {
      SettingsCheck looked = SettingsCheck.of(option.file(), environment);
      return settingsOnly
          ? Finding.print(looked.findings(), spec.commandLine().getOut())
          : check(looked.settings());
    } catch (StartFailure wrong) {
      return option.failed(wrong.getMessage());
    }
  }

  /** In an actor system of its own: no cluster, no database, no port. */
  private int check(Settings settings) {
    Config alone = ConfigFactory.parseString(ALONE).withFallback(settings.config());
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "talkspurt-check", alone);
    try (EmbeddedProviders embedded =
        EmbeddedProviders.create(settings.config().getConfig("talkspurt.embedded"))) {
      return Finding.print(
          findings(settings, system, embedded), spec.commandLine().getOut());
    } finally {
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().join();
    }
  }

  private List<Finding> findings(
      Settings settings, ActorSystem<?> system, EmbeddedProviders embedded) {
    Metrics metrics = new Metrics();
    ProfileReader profiles = ProfileReader.read(
        settings,
        embedded,
        bot -> MediaStreamBot.create(system, bot, metrics.bots()),
        system,
        metrics);
    String name = profile == null ? settings.defaultProfile() : profile;
    List<Endpoint> endpoints = profiles.endpoints(name, variant);
    embedded.load();
    String language = profiles
        .profiles()
        .byName()
        .get(name)
        .as(new Variant("", variant, true))
        .language();
    ProfileCheck.Words words = new ProfileCheck.Words(language, say, ask);
    Endpoint.Speaks ours =
        new Endpoint.Speaks("embedded voice", embedded.synthesizer(), embedded.voice(""));
    return new ProfileCheck(system, NanoClock.system(), words, ours).run(endpoints);
  }
}
