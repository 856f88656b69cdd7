package talkspurt.boot.config;

import com.typesafe.config.ConfigRenderOptions;
import java.util.Optional;
import java.util.OptionalDouble;
import talkspurt.provider.agent.ThoughtsFirst;
import talkspurt.provider.chat.ChatSettings;
import talkspurt.provider.transport.PeerSettings;
import talkspurt.provider.transport.Secret;

/** Reads chat models that are asked one question at a time, beside the agent: without a prompt of their own or tools. */
final class ChatModelReader {

  private ChatModelReader() {}

  /** What a model's block says. */
  static ChatSettings settings(PeerSettings peer, Optional<Secret> key, ConfigSection block) {
    return new ChatSettings(
        peer,
        key,
        block.text("model"),
        "",
        block.number("max-tokens"),
        block.text("max-tokens-field"),
        block.has("temperature")
            ? OptionalDouble.of(block.fraction("temperature"))
            : OptionalDouble.empty(),
        1,
        ThoughtsFirst.Setting.AUTO,
        block.section("extra").config().root().render(ConfigRenderOptions.concise()));
  }
}
