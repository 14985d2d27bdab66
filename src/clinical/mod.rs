//! Pure bedside rules: order + patient -> findings. No IO, no clock, no words: findings are codes with arguments.
