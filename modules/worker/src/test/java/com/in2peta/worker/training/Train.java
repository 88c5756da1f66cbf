package com.in2peta.worker.training;

import java.util.List;

/** Trains one model: {@code Train <endpoint>}, started in the module's folder. Writes the model and its evaluation. */
public final class Train {

    private Train() {}

    public static void main(String[] arguments) {
        switch (List.of(arguments).toString()) {
            case "[keypad-tones]" -> TrainKeypadTones.train();
            default -> {
                System.err.println("usage: Train keypad-tones");
                System.exit(2);
            }
        }
    }
}
