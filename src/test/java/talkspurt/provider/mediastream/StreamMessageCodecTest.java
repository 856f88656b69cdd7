package talkspurt.provider.mediastream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import talkspurt.provider.ToolSpec;

class StreamMessageCodecTest {

  private record Golden(StreamMessage message, String text) {}

  private static final List<Golden> GOLDEN = List.of(
      new Golden(
          new StreamMessage.Connected(),
          "{'event':'connected','protocol':'Call','version':'1.0.0'}"),
      new Golden(
          new StreamMessage.Start(
              1, "acc", "MZ1", "call-1", Map.of("b", "2", "a", "Gr\u00fc\"\u00df")),
          "{'event':'start','sequenceNumber':'1','start':{'accountSid':'acc','streamSid':'MZ1',"
              + "'callSid':'call-1','tracks':['inbound'],'mediaFormat':{'encoding':'audio/x-mulaw',"
              + "'sampleRate':8000,'channels':1},'customParameters':{'a':'Gr\u00fc\\'\u00df','b':'2'}},"
              + "'streamSid':'MZ1'}"),
      new Golden(
          new StreamMessage.Media(2, "MZ1", 1, 20, new byte[] {(byte) 0xff, 0x7f, 0}),
          "{'event':'media','sequenceNumber':'2','media':{'track':'inbound','chunk':'1',"
              + "'timestamp':'20','payload':'/38A'},'streamSid':'MZ1'}"),
      new Golden(
          new StreamMessage.Dtmf(3, "MZ1", '#'),
          "{'event':'dtmf','sequenceNumber':'3','streamSid':'MZ1',"
              + "'dtmf':{'track':'inbound_track','digit':'#'}}"),
      new Golden(
          new StreamMessage.Mark(4, "MZ1", "one"),
          "{'event':'mark','sequenceNumber':'4','streamSid':'MZ1','mark':{'name':'one'}}"),
      new Golden(
          new StreamMessage.Interrupt(5, "MZ1", 1240, "one"),
          "{'event':'interrupt','sequenceNumber':'5','streamSid':'MZ1',"
              + "'interrupt':{'playedMs':1240,'lastMark':'one'}}"),
      new Golden(
          new StreamMessage.ToolResult(6, "MZ1", "t1", "returned", "It is booked."),
          "{'event':'tool-result','sequenceNumber':'6','streamSid':'MZ1',"
              + "'toolResult':{'id':'t1','status':'returned','content':'It is booked.'}}"),
      new Golden(
          new StreamMessage.Stop(6, "acc", "MZ1", "call-1"),
          "{'event':'stop','sequenceNumber':'6','streamSid':'MZ1',"
              + "'stop':{'accountSid':'acc','callSid':'call-1'}}"));

  @TestFactory
  Stream<DynamicTest> writesEachMessage() {
    return GOLDEN.stream()
        .map(golden -> DynamicTest.dynamicTest(
            golden.message().getClass().getSimpleName(),
            () -> assertThat(StreamMessageCodec.encode(golden.message()))
                .isEqualTo(golden.text().replace('\'', '"'))));
  }

  @Test
  void theStartNamesTheToolsWhereThereAreSome() {
    StreamMessage.Start start = new StreamMessage.Start(
        1,
        "acc",
        "MZ1",
        "call-1",
        Map.of(),
        List.of(new ToolSpec("end_call", "Ends the call.", "{\"type\":\"object\"}")));
    assertThat(StreamMessageCodec.encode(start))
        .contains(
            "'tools':[{'name':'end_call','description':'Ends the call.','parameters':{'type':'object'}}]"
                .replace('\'', '"'));
  }

  @Test
  void thereIsAGoldenTextForEachMessage() {
    assertThat(GOLDEN.stream().<Class<?>>map(golden -> golden.message().getClass()))
        .containsExactlyInAnyOrder(StreamMessage.class.getPermittedSubclasses());
    assertThat(Arrays.stream(StreamMessage.class.getPermittedSubclasses())).hasSize(8);
  }
}
