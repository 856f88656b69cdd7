package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent.LineFaultCleared;
import talkspurt.call.CallEvent.LineFaultFound;
import talkspurt.call.LineFault;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakePhone;
import talkspurt.fake.LineExamination;

class LineFaultScenarioTest {

  private final CallScene scene = new CallScene();

  @AfterEach
  void end() {
    scene.close();
  }

  @Test
  void aLineThatBringsNothingIsToldToTheCallOnceAndThatItIsOverToo() {
    FakePhone phone = scene.announce().dial();
    phone.mute(true);
    phone.pass(6000);
    assertThat(scene.last(LineFaultFound.class).fault()).isEqualTo(LineFault.NO_INBOUND_FRAMES);
    assertThat(scene.last(LineFaultFound.class).line()).isEqualTo("line-1");
    assertThat(scene.state().file().faults()).containsExactly(LineFault.NO_INBOUND_FRAMES);
    phone.mute(false);
    phone.pass(1000);
    assertThat(scene.last(LineFaultCleared.class).fault()).isEqualTo(LineFault.NO_INBOUND_FRAMES);
    assertThat(scene.state().file().faults()).isEmpty();
    assertThat(scene.story().stream().filter("LineFaultFound"::equals)).hasSize(1);
  }

  @Test
  void aFaultOfALineThatIsGoneIsNoneOfTheNext() {
    FakePhone phone = scene.announce().dial();
    phone.mute(true);
    phone.pass(6000);
    FakePhone next = scene.dial();
    next.pass(1000);
    assertThat(scene.state().file().faults()).isEmpty();
    next.mute(true);
    next.pass(30_000);
    assertThat(scene.state().file().faults()).isEmpty();
  }

  @Test
  void aFaultIsFoundBeforeTheLineIsTakenAndToldAfterwards() {
    FakePhone phone = scene.dial();
    phone.mute(true);
    phone.pass(6000);
    assertThat(scene.story()).contains("LineFaultFound");
  }

  @Test
  void aCallWithoutFaultTellsNone() {
    FakePhone phone = scene.announce().dial();
    phone.pass(19_000);
    assertThat(scene.story()).doesNotContain("LineFaultFound", "LineFaultCleared");
  }

  @Test
  void whatIsIgnoredIsNotTold() {
    scene.doctor(LineExamination.but(Set.of(LineFault.NO_INBOUND_FRAMES)));
    FakePhone phone = scene.announce().dial();
    phone.mute(true);
    phone.pass(30_000);
    assertThat(scene.story()).doesNotContain("LineFaultFound");
  }
}
