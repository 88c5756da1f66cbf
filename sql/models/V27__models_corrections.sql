-- Staff corrects what a model is described as, when its owner asks for it.
grant update (description, version) on models.model to in2p_batch;
