package talkspurt.provider.openaitranscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.OutsideTexts;
import talkspurt.fake.WellFormed;
import talkspurt.provider.Usage;
import talkspurt.provider.transport.TranscriptionUsage;
import talkspurt.text.RecognisedWords;

class SessionCodecTest {

  private static final String COMPLETED =
      "{\"type\":\"conversation.item.input_audio_transcription.completed\",\"event_id\":\"e\","
          + "\"item_id\":\"i7\",\"content_index\":0,\"transcript\":\" Good morning. \"}";

  @Test
  void whateverWordsItHearsTheyAreWellFormedForTheCaller() {
    String any = "{'type':'conversation.item.input_audio_transcription.completed','item_id':?,"
        + "'transcript':?,?:?}";
    OutsideTexts.through(42, 20_000, texts -> {
      for (String text : WellFormed.in(SessionCodec.decode(texts.json(any)))) {
        WellFormed.assertAll(RecognisedWords.of(text).words());
      }
    });
  }

  @Test
  void eventsAreRead() {
    assertThat(SessionCodec.decode(COMPLETED))
        .isEqualTo(new SessionEvent.Completed("i7", "Good morning."));
    assertThat(SessionCodec.decode(
            "{\"type\":\"conversation.item.input_audio_transcription.delta\",\"item_id\":\"i\","
                + "\"delta\":\" morn\"}"))
        .isEqualTo(new SessionEvent.Delta("i", " morn"));
    assertThat(SessionCodec.decode("{\"type\":\"input_audio_buffer.committed\",\"item_id\":\"i\"}"))
        .isEqualTo(new SessionEvent.Committed("i"));
    assertThat(SessionCodec.decode(
            "{\"type\":\"error\",\"error\":{\"type\":\"server_error\",\"code\":null}}"))
        .isEqualTo(new SessionEvent.Fault("server_error"));
    assertThat(SessionCodec.decode("{\"type\":\"rate_limits.updated\"}"))
        .isEqualTo(new SessionEvent.Other("rate_limits.updated"));
  }

  @Test
  void whatWordsTookIsRead() {
    assertThat(SessionCodec.decode(
            COMPLETED.replace("}", ",\"usage\":{\"type\":\"duration\",\"seconds\":1.5}}")))
        .isEqualTo(new SessionEvent.Completed(
            "i7", "Good morning.", new TranscriptionUsage(OptionalLong.of(1500), Usage.NONE)));
  }

  @Test
  void whatIsCommittedNeedNotHaveANameYet() {
    assertThat(SessionCodec.decode("{\"type\":\"input_audio_buffer.committed\"}"))
        .isEqualTo(new SessionEvent.Other("input_audio_buffer.committed"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "{\"type\":\"conversation.item.input_audio_transcription.delta\",\"item_id\":\"i\"}"
      })
  void whatIsNoEventIsUnreadable(String text) {
    assertThat(SessionCodec.decode(text)).isEqualTo(new SessionEvent.Unreadable());
  }

  @Test
  void soundIsSentInBase64() {
    assertThat(SessionCodec.append(new short[] {1, -2}))
        .isEqualTo("{\"type\":\"input_audio_buffer.append\",\"audio\":\"AQD+/w==\"}");
  }

  @Test
  void nothingThrowsWhereverItIsCutOrChanged() {
    Random random = new Random(11);
    for (int cut = 0; cut < COMPLETED.length(); cut++) {
      assertThat(SessionCodec.decode(COMPLETED.substring(0, cut)))
          .isEqualTo(new SessionEvent.Unreadable());
      StringBuilder changed = new StringBuilder(COMPLETED);
      changed.setCharAt(cut, (char) (32 + random.nextInt(95)));
      assertThat(SessionCodec.decode(changed.toString())).isNotNull();
    }
  }
}
