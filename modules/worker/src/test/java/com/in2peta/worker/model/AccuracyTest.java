package com.in2peta.worker.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.in2peta.worker.model.digits.DigitReader;
import com.in2peta.worker.model.language.LanguageIdentifier;
import com.in2peta.worker.model.text.CharacterModel;
import com.in2peta.worker.model.tones.KeypadTones;
import com.in2peta.worker.training.TrainDigitReader;
import com.in2peta.worker.training.TrainKeypadTones;
import com.in2peta.worker.training.TrainLanguageIdentifier;
import com.in2peta.worker.training.TrainTextGenerator;
import org.junit.jupiter.api.Test;

/** The committed models on data they were not trained on, through the code the worker runs. */
class AccuracyTest {

    @Test
    void readsNumbersInFontsItHasNotSeen() {
        assertThat(TrainDigitReader.evaluate(new DigitReader())).isGreaterThanOrEqualTo(0.98);
    }

    @Test
    void namesTheLanguageOfSixtyCharacters() {
        assertThat(TrainLanguageIdentifier.CHARACTERS).isEqualTo(60);
        assertThat(TrainLanguageIdentifier.evaluate(new LanguageIdentifier())).isGreaterThanOrEqualTo(0.97);
    }

    @Test
    void hearsKeysInNoise() {
        TrainKeypadTones.Accuracy accuracy = TrainKeypadTones.evaluate(new KeypadTones());
        assertThat(accuracy.keyAccuracy()).isGreaterThanOrEqualTo(0.99);
    }

    @Test
    void foretellsCharactersBetterThanATrigramModel() {
        TrainTextGenerator.Perplexity perplexity = TrainTextGenerator.evaluate(new CharacterModel());
        assertThat(perplexity.characters()).isGreaterThan(10_000);
        assertThat(perplexity.model()).isLessThan(perplexity.trigram());
    }
}
