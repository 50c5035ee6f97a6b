"""Which part of a picture is shown in a frame of another shape."""

Box = tuple[float, float, float, float]


def crop(size: tuple[int, int], frame: tuple[int, int], focus: tuple[float, float]) -> Box:
    """The largest part of the frame's shape, as near to having the focus in its middle as the edges allow.

    Left, upper, right and lower edge in pixels of the picture.
    """
    width, height = size
    scale = min(width / frame[0], height / frame[1])
    wide, high = frame[0] * scale, frame[1] * scale
    left = min(max(focus[0] * width - wide / 2, 0.0), width - wide)
    upper = min(max(focus[1] * height - high / 2, 0.0), height - high)
    return left, upper, left + wide, upper + high
