/** Agents behind an OpenAI-compatible {@code /chat/completions}, streamed as server-sent events. */
package talkspurt.provider.chat;
