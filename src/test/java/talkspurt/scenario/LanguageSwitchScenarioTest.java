package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent.CallerSaid;
import talkspurt.call.CallRequest;
import talkspurt.call.SessionChange;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakePhone;
import talkspurt.fake.Turns;
import talkspurt.language.LanguagePack;
import talkspurt.media.profile.Filler;
import talkspurt.media.profile.Languages;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.Prompt;
import talkspurt.media.profile.Voice;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.Toolbox;

/** A caller who speaks another language than the call is in. */
class LanguageSwitchScenarioTest {

  private final CallScene scene = new CallScene();
  private FakePhone phone;

  @AfterEach
  void end() {
    scene.close();
  }

  @Test
  void aWholeTurnInAnotherLanguageOfTheProfileTurnsTheCallToIt() {
    begin(true);
    says("bonjour", "fr");
    phone.passUntilHears("Oui.");
    CallerSaid said = scene.last(CallerSaid.class);
    assertThat(said.language()).isEqualTo("fr");
    assertThat(scene.state().file().plan().speech()).isEqualTo("fr");
    assertThat(scene.responder().asked().get(0).language()).isEqualTo("fr");
    assertThat(languages()).containsExactly("en", "fr");
    phone.passUntilQuiet();
    says("encore", "de");
    phone.passUntilHears("Voilà.");
    assertThat(scene.last(CallerSaid.class).language()).as("once a call").isEmpty();
    assertThat(scene.transcriber().opened())
        .extracting(asked -> asked.language() + " " + asked.among())
        .containsExactly("en [en, fr, de]", "fr []");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void aReplyThatWasPreparedInTheOldLanguageIsNotHeard() {
    begin(true, true);
    says("bonjour", "fr");
    phone.passUntilHears("Oui.");
    assertThat(languages()).containsExactly("en", "fr");
    assertThat(scene.responder().asked())
        .last()
        .satisfies(asked -> assertThat(asked.language()).isEqualTo("fr"));
  }

  @Test
  void nothingSwitchesWhereThatIsOffOrTheLanguageIsNotTheProfiles() {
    begin(true);
    says("bonjour", "it");
    phone.passUntilHears("Oui.");
    assertThat(scene.last(CallerSaid.class).language()).isEmpty();
    assertThat(languages()).containsExactly("en");
  }

  @Test
  void aLanguageThatIsAskedForInMidCallRulesTheRestOfIt() {
    begin(true);
    scene.door().ask(CallScene.CALL, new CallRequest.ChangeSession(french(), true));
    phone.pass(100);
    says("bonjour", "de");
    phone.passUntilHears("Oui.");
    assertThat(scene.last(CallerSaid.class).language())
        .as("what was asked for stays")
        .isEmpty();
    assertThat(scene.responder().asked().get(0).language()).isEqualTo("fr");
    assertThat(languages()).containsExactly("en", "fr");
    assertThat(scene.transcriber().opened())
        .extracting(asked -> asked.language() + " " + asked.among())
        .containsExactly("fr []");
  }

  private static SessionChange french() {
    return new SessionChange(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.of("fr"),
        Optional.empty(),
        List.of());
  }

  @Test
  void offMeansOff() {
    begin(false);
    says("bonjour", "fr");
    phone.passUntilHears("Oui.");
    assertThat(scene.last(CallerSaid.class).language()).isEmpty();
    assertThat(scene.transcriber().opened())
        .extracting(asked -> asked.language() + " " + asked.among())
        .containsExactly("en []");
  }

  private void begin(boolean switches) {
    begin(switches, false);
  }

  private void begin(boolean switches, boolean ahead) {
    scene.responder().to("bonjour", "Oui.").to("encore", "Voilà.");
    scene.profile(profile("en", switches, ahead)).announce();
    phone = scene.dial();
    phone.passUntilHears("Hello.");
    phone.passUntilQuiet();
  }

  private void says(String words, String language) {
    scene.transcriber().finds(language);
    phone.caller().says(words, 800);
  }

  private List<String> languages() {
    return scene.synthesizer().requests().stream()
        .map(Synthesizer.Request::language)
        .distinct()
        .toList();
  }

  private Profile profile(String tag, boolean switches, boolean ahead) {
    Profile.Agent agent = new Profile.Agent(
        new Prompt.Say("Hello."),
        new Prompt.Say("Sorry."),
        new Prompt.Say("Bye."),
        scene.transcriber(),
        List.of(),
        scene.responder(),
        ahead,
        new Voice(scene.synthesizer(), ""),
        1,
        Toolbox.empty(),
        Filler.none(),
        Optional.empty());
    return new Profile("receptionist", tag, Turns.SETTINGS, agent)
        .speaking(
            LanguagePack.shipped(tag),
            new Languages(
                List.of("en", "fr", "de"),
                switches,
                other -> Optional.of(profile(other, switches, ahead))),
            List.of());
  }
}
