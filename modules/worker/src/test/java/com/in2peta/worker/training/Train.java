package com.in2peta.worker.training;

import java.nio.file.Path;
import java.util.List;

/** Trains one model: {@code Train <endpoint>}, started in the module's folder. Writes the model and its evaluation. */
public final class Train {

    private Train() {}

    public static void main(String[] arguments) {
        switch (List.of(arguments).toString()) {
            case "[digit-reader]" -> TrainDigitReader.train();
            case "[language-identifier]" -> TrainLanguageIdentifier.train();
            case "[keypad-tones]" -> TrainKeypadTones.train();
            case "[text-generator]" -> TrainTextGenerator.train();
            case "[samples]" -> SampleFiles.write(Path.of("..", "..", "samples"));
            default -> {
                System.err.println("usage: Train digit-reader|language-identifier|keypad-tones|text-generator|samples");
                System.exit(2);
            }
        }
    }
}
