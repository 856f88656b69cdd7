package talkspurt.provider.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import talkspurt.provider.realtime.MuteResponses.Next;

class MuteResponsesTest {

  private final MuteResponses mute = new MuteResponses();

  @Test
  void aMuteResponseIsAskedForAgainOnceInAReply() {
    assertThat(muteResponse()).isEqualTo(Next.ASK_AGAIN);
    assertThat(muteResponse()).isEqualTo(Next.APOLOGISE);
    assertThat(muteResponse()).isEqualTo(Next.ASK_AGAIN);
    assertThat(muteResponse()).isEqualTo(Next.APOLOGISE);
    assertThat(muteResponse()).isEqualTo(Next.ASK_AGAIN);
    assertThat(muteResponse()).isEqualTo(Next.GIVE_UP);
  }

  @Test
  void whoBringsSomethingBeginsAnew() {
    for (int time = 0; time < 4; time++) {
      muteResponse();
    }
    mute.begin();
    mute.brings();
    assertThat(mute.brought()).isTrue();
    assertThat(mute.over()).isEqualTo(Next.GO_ON);
    assertThat(muteResponse()).isEqualTo(Next.ASK_AGAIN);
    assertThat(mute.brought()).isFalse();
    assertThat(muteResponse()).isEqualTo(Next.APOLOGISE);
  }

  @Test
  void anotherTurnOfTheCallerIsAnotherReply() {
    assertThat(muteResponse()).isEqualTo(Next.ASK_AGAIN);
    mute.superseded();
    assertThat(muteResponse()).isEqualTo(Next.ASK_AGAIN);
  }

  private Next muteResponse() {
    mute.begin();
    return mute.over();
  }
}
