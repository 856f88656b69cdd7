/**
 * Speech that works offline, with nothing installed: sphinx4, freetts, and a script. English. To see how
 * words are found, start at {@code TranscribeStage}, then {@code RecognizerPool}, {@code PhraseDecoding},
 * {@code PhraseSearch}.
 */
package talkspurt.provider.embedded;
