/** Vectors of texts by an OpenAI-compatible server ({@code /embeddings}). */
package talkspurt.provider.openaiembedding;
