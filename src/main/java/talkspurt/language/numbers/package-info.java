/** Numbers, dates, times and money in words, by language: ICU's rules, and what those leave open. */
package talkspurt.language.numbers;
