package talkspurt.media.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MuteRepliesTest {

  private final MuteReplies replies = new MuteReplies();

  @Test
  void twoInARowAreTooMany() {
    replies.voiceFailed();
    assertThat(replies.over(false)).isFalse();
    replies.voiceFailed();
    assertThat(replies.over(false)).isTrue();
  }

  @Test
  void whatIsHeardBetweenBeginsTheCountAnew() {
    replies.voiceFailed();
    assertThat(replies.over(false)).isFalse();
    replies.voiceFailed();
    assertThat(replies.over(true)).isFalse();
    replies.voiceFailed();
    assertThat(replies.over(false)).isFalse();
  }

  @Test
  void aReplyWithoutWordsIsNotMute() {
    replies.voiceFailed();
    assertThat(replies.over(false)).isFalse();
    assertThat(replies.over(false)).isFalse();
    assertThat(replies.over(false)).isFalse();
    replies.voiceFailed();
    assertThat(replies.over(false)).isTrue();
  }
}
