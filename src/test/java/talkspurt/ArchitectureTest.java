package talkspurt;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import akka.actor.typed.javadsl.ActorContext;
import akka.stream.stage.GraphStage;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the arrows of src/docs/architecture.md and the house rules a compiler does not see. */
class ArchitectureTest {

  private static JavaClasses ours;

  @BeforeAll
  static void read() {
    ours = new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages("talkspurt");
  }

  /** A package, and which of ours it may use. */
  private record Arrows(String from, List<String> to) {}

  private static final List<Arrows> ARROWS = List.of(
      new Arrows("call", List.of("call", "text")),
      new Arrows("turn", List.of("turn", "settings", "text")),
      new Arrows("collect", List.of("collect", "settings", "text", "turn")),
      new Arrows("audio", List.of("audio")),
      new Arrows("answering", List.of("answering", "audio")),
      new Arrows("text", List.of("text")),
      new Arrows("language", List.of("language", "text")),
      new Arrows("settings", List.of("settings")),
      new Arrows("privacy", List.of("privacy", "settings", "text")),
      new Arrows("telemetry", List.of("telemetry", "settings", "text")),
      new Arrows(
          "control",
          List.of(
              "control",
              "privacy",
              "settings",
              "call",
              "exchange",
              "outbound",
              "telemetry",
              "text")),
      new Arrows("access", List.of("access", "settings")),
      new Arrows("tls", List.of("tls", "settings", "telemetry")),
      new Arrows(
          "http",
          List.of(
              "http",
              "access",
              "settings",
              "control",
              "call",
              "outbound",
              "telemetry",
              "text",
              "trace")),
      new Arrows("websocket", List.of("websocket")),
      new Arrows("loop", List.of("loop", "settings", "telemetry")),
      new Arrows(
          "line",
          List.of(
              "line",
              "access",
              "loop",
              "websocket",
              "settings",
              "audio",
              "telemetry",
              "tls",
              "call",
              "text")),
      new Arrows(
          "provider",
          List.of(
              "provider",
              "collect",
              "loop",
              "websocket",
              "settings",
              "audio",
              "telemetry",
              "text",
              "language")),
      new Arrows(
          "outcome",
          List.of(
              "outcome",
              "settings",
              "control",
              "provider",
              "call",
              "telemetry",
              "text",
              "language")),
      new Arrows("outbound", List.of("outbound", "call", "settings", "text")),
      new Arrows(
          "exchange", List.of("exchange", "call", "outbound", "settings", "telemetry", "text")),
      new Arrows("dialling", List.of("dialling", "settings", "control", "outbound", "telemetry")),
      new Arrows(
          "events",
          List.of("events", "settings", "control", "provider", "telemetry", "exchange", "call")),
      new Arrows("doctor", List.of("doctor", "probe", "audio", "telemetry")),
      new Arrows("probe", List.of("probe", "settings", "line", "audio", "call", "telemetry")),
      new Arrows(
          "check",
          List.of("check", "doctor", "provider", "audio", "telemetry", "text", "language")),
      new Arrows("recording", List.of("recording", "settings", "audio", "telemetry", "trace")),
      new Arrows("replay", List.of("replay", "audio", "trace", "turn")),
      new Arrows("trace", List.of("trace", "audio", "turn")),
      new Arrows(
          "media",
          List.of(
              "media",
              "collect",
              "settings",
              "control",
              "line",
              "loop",
              "provider",
              "turn",
              "audio",
              "call",
              "language",
              "recording",
              "telemetry",
              "text",
              "trace")));

  @TestFactory
  Stream<DynamicTest> eachPackageUsesOnlyWhatItMay() {
    return ARROWS.stream()
        .map(arrows -> DynamicTest.dynamicTest(
            arrows.from(),
            () -> noClasses()
                .that()
                .resideInAPackage(within(arrows.from()))
                .should()
                .dependOnClassesThat(
                    resideInAPackage("talkspurt..").and(DescribedPredicate.not(allowed(arrows))))
                .check(ours)));
  }

  @TestFactory
  Stream<DynamicTest> purePackagesKnowTheJdkAlone() {
    return Stream.of("call", "turn", "audio", "answering", "text", "settings", "access", "privacy")
        .map(name -> DynamicTest.dynamicTest(
            name,
            () -> classes()
                .that()
                .resideInAPackage(within(name))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                    "java..",
                    "javax.sound..",
                    "javax.crypto..",
                    within("text"),
                    within("settings"),
                    within(name))
                .check(ours)));
  }

  @Test
  void oneClassKnowsTheLibraryOfNumbers() {
    noClasses()
        .that()
        .resideOutsideOfPackage("talkspurt.outbound.e164")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.google.i18n..")
        .check(ours);
  }

  @Test
  void onePackageKnowsTheLibraryOfAmi() {
    noClasses()
        .that()
        .resideOutsideOfPackage("talkspurt.exchange.ami")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.asteriskjava..")
        .check(ours);
  }

  @Test
  void thereAreNoCycles() {
    slices().matching("talkspurt.(*)..").should().beFreeOfCycles().check(ours);
  }

  @Test
  void linesDoNotKnowEachOther() {
    slices().matching("talkspurt.line.(*)..").should().notDependOnEachOther().check(ours);
  }

  /** Packages within the live half, and which of its packages each may use. */
  private static final List<Arrows> MEDIA = List.of(
      new Arrows("settings", List.of("settings")),
      new Arrows("playout", List.of("playout", "settings")),
      new Arrows("profile", List.of("profile", "playout", "settings")),
      new Arrows("pipeline", List.of("pipeline", "playout", "profile", "settings")),
      new Arrows(
          "conversation", List.of("conversation", "pipeline", "playout", "profile", "settings")),
      new Arrows(
          "agent", List.of("agent", "conversation", "pipeline", "playout", "profile", "settings")),
      new Arrows(
          "bot", List.of("bot", "conversation", "pipeline", "playout", "profile", "settings")));

  @TestFactory
  Stream<DynamicTest> eachPackageOfTheLiveHalfUsesOnlyWhatItMay() {
    return within("media", MEDIA, List.of());
  }

  /** What several vendors share; a vendor may use all of these, and no other vendor. */
  private static final List<Arrows> KITS = List.of(
      new Arrows("transport", List.of("transport")),
      new Arrows("stt", List.of("stt", "transport")),
      new Arrows("tts", List.of("tts", "transport")),
      new Arrows("agent", List.of("agent", "transport")),
      new Arrows("knowledge", List.of("knowledge", "transport")),
      new Arrows("bot", List.of("bot", "transport")));

  @TestFactory
  Stream<DynamicTest> whatVendorsShareKnowsTransportAndPorts() {
    return within("provider", KITS, List.of("provider"));
  }

  @Test
  void portsKnowNoProvider() {
    noClasses()
        .that()
        .resideInAPackage("talkspurt.provider")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("talkspurt.provider.*..")
        .check(ours);
  }

  @Test
  void vendorsDoNotKnowEachOther() {
    DescribedPredicate<JavaClass> kit = resideInAnyPackage(
        KITS.stream().map(arrows -> "talkspurt.provider." + arrows.from()).toArray(String[]::new));
    slices()
        .matching("talkspurt.provider.(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(DescribedPredicate.alwaysTrue(), kit)
        .check(ours);
  }

  /** Each package below {@code parent} uses of its siblings only what its arrows say. */
  private static Stream<DynamicTest> within(String parent, List<Arrows> all, List<String> roots) {
    return all.stream().map(arrows -> {
      String[] allowed = Stream.concat(
              roots.stream().map(root -> "talkspurt." + root),
              arrows.to().stream().map(to -> "talkspurt." + parent + "." + to))
          .toArray(String[]::new);
      return DynamicTest.dynamicTest(
          arrows.from(),
          () -> noClasses()
              .that()
              .resideInAPackage("talkspurt." + parent + "." + arrows.from())
              .should()
              .dependOnClassesThat(resideInAPackage("talkspurt." + parent + "..")
                  .and(DescribedPredicate.not(resideInAnyPackage(allowed))))
              .check(ours));
    });
  }

  @Test
  void noNameSaysNothing() {
    noClasses()
        .should()
        .haveNameMatching(".*(Manager|Util|Utils|Helper|Impl|Base|Abstract|Common)(\\$.*)?")
        .check(ours);
  }

  /** Akka names that logger after whoever asks first: its own code, where an actor begins badly. */
  @Test
  void noActorAsksAkkaForItsLogger() {
    noClasses()
        .should()
        .callMethodWhere(JavaCall.Predicates.target(owner(assignableTo(ActorContext.class)))
            .and(JavaCall.Predicates.target(name("getLog"))))
        .check(ours);
  }

  @Test
  void noClassExtendsAClassOfOurs() {
    ArchRule rule = classes().should(ArchConditions.be(extendingForeignersOnly()));
    rule.check(ours);
  }

  @Test
  void stagesAreFinal() {
    classes()
        .that()
        .areAssignableTo(GraphStage.class)
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(ours);
  }

  @Test
  void vocabularyIsSealedAndMadeOfRecordsAndEnums() {
    DescribedPredicate<JavaClass> word = new DescribedPredicate<>("words of a sealed vocabulary") {
      @Override
      public boolean test(JavaClass type) {
        return type.getRawInterfaces().stream()
            .map(JavaClass::reflect)
            .anyMatch(parent -> parent.isSealed() && !type.isInterface());
      }
    };
    classes().that(are(word)).should().beRecords().orShould().beEnums().check(ours);
  }

  @Test
  void onlyNumbersInWordsKnowIcu() {
    noClasses()
        .that()
        .resideOutsideOfPackage("talkspurt.language.numbers")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.ibm.icu..")
        .check(ours);
  }

  @Test
  void onlyBootAndProviderFactoriesReadConfig() {
    noClasses()
        .that()
        .resideOutsideOfPackage("talkspurt.boot..")
        .and()
        .haveSimpleNameNotEndingWith("Providers")
        .and()
        .doNotHaveFullyQualifiedName("talkspurt.language.PackReader")
        .and()
        .doNotHaveFullyQualifiedName("talkspurt.language.ShippedPacks")
        .and()
        .doNotHaveFullyQualifiedName("talkspurt.control.Database")
        .and()
        .doNotHaveFullyQualifiedName("talkspurt.control.TimedJournal")
        .and()
        .doNotHaveFullyQualifiedName("talkspurt.loop.MediaLoopConfigurator")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.typesafe.config..")
        .because("settings are records; what Akka makes by reflection is handed its block")
        .check(ours);
  }

  @Test
  void timeIsAnArgument() {
    noClasses()
        .that()
        .resideOutsideOfPackages("talkspurt.boot..", "talkspurt.telemetry..")
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "join")
        .check(ours);
  }

  private static DescribedPredicate<JavaClass> allowed(Arrows arrows) {
    return resideInAnyPackage(
        arrows.to().stream().map(ArchitectureTest::within).toArray(String[]::new));
  }

  private static DescribedPredicate<JavaClass> extendingForeignersOnly() {
    return new DescribedPredicate<>("extending no class of ours") {
      @Override
      public boolean test(JavaClass type) {
        return type.getRawSuperclass()
            .map(parent -> !parent.getPackageName().startsWith("talkspurt"))
            .orElse(true);
      }
    };
  }

  private static String within(String name) {
    return "talkspurt." + name + "..";
  }
}
